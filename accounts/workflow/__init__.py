from accounts.workflow.invitations import accept, invite, resend, revoke
from accounts.workflow.people import (
    change_email,
    change_role,
    create_administrator,
    deactivate,
    edit_profile,
    reactivate,
)
from accounts.workflow.teams import add_member, archive_team, create_team, edit_team, remove_member, unarchive_team

__all__ = [
    "accept",
    "add_member",
    "archive_team",
    "change_email",
    "change_role",
    "create_administrator",
    "create_team",
    "deactivate",
    "edit_profile",
    "edit_team",
    "invite",
    "reactivate",
    "remove_member",
    "resend",
    "revoke",
    "unarchive_team",
]
