from api.workflow.actions import change_action
from api.workflow.incidents import change_incident
from api.workflow.tokens import make_service_account, make_token, note_use, revoke_token

__all__ = [
    "change_action",
    "change_incident",
    "make_service_account",
    "make_token",
    "note_use",
    "revoke_token",
]
