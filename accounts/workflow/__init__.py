from accounts.workflow.calendars import (
    add_day,
    create_calendar,
    import_days,
    remove_calendar,
    remove_day,
    rename_calendar,
    renew_days_off,
)
from accounts.workflow.invitations import accept, invite, resend, revoke
from accounts.workflow.mails import mail_noted, mail_reset, mail_unknown
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
    "add_day",
    "add_member",
    "archive_team",
    "change_email",
    "change_role",
    "create_administrator",
    "create_calendar",
    "create_team",
    "deactivate",
    "edit_profile",
    "edit_team",
    "import_days",
    "invite",
    "mail_noted",
    "mail_reset",
    "mail_unknown",
    "reactivate",
    "remove_calendar",
    "remove_day",
    "remove_member",
    "rename_calendar",
    "renew_days_off",
    "resend",
    "revoke",
    "unarchive_team",
]
