from tickets.workflow.linking import link, look_again, make, unlink
from tickets.workflow.taking import take
from tickets.workflow.trackers import add_tracker, edit_tracker, pause_tracker, remove_tracker, resume_tracker
from tickets.workflow.wanting import owe_remarks, want

__all__ = [
    "add_tracker",
    "edit_tracker",
    "link",
    "look_again",
    "make",
    "owe_remarks",
    "pause_tracker",
    "remove_tracker",
    "resume_tracker",
    "take",
    "unlink",
    "want",
]
