from actions.workflow.bulk import ask, each
from actions.workflow.checking import answer_check, open_checks
from actions.workflow.clocks import rewind_owned, start_clocks
from actions.workflow.creation import awaits_publication, create, default_deadline
from actions.workflow.deadlines import reprioritise
from actions.workflow.decision import decide
from actions.workflow.declining import decline, open_declined, take_back
from actions.workflow.editing import edit
from actions.workflow.ending import complete, drop, reopen
from actions.workflow.following_through import open_steps
from actions.workflow.progress import follow_up, log_update
from actions.workflow.snoozing import snooze, wake
from actions.workflow.taking_in import take_in
from actions.workflow.weekly import send_lists

__all__ = [
    "answer_check",
    "ask",
    "awaits_publication",
    "complete",
    "create",
    "decide",
    "decline",
    "default_deadline",
    "drop",
    "each",
    "edit",
    "follow_up",
    "log_update",
    "open_checks",
    "open_declined",
    "open_steps",
    "reopen",
    "reprioritise",
    "rewind_owned",
    "send_lists",
    "snooze",
    "start_clocks",
    "take_back",
    "take_in",
    "wake",
]
