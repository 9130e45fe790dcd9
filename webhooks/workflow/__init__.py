from webhooks.workflow.deliveries import owe, send_again, send_test
from webhooks.workflow.endpoints import (
    add_endpoint,
    change_secret,
    edit_endpoint,
    pause_endpoint,
    pause_failing,
    remove_endpoint,
    resume_endpoint,
)

__all__ = [
    "add_endpoint",
    "change_secret",
    "edit_endpoint",
    "owe",
    "pause_endpoint",
    "pause_failing",
    "remove_endpoint",
    "resume_endpoint",
    "send_again",
    "send_test",
]
