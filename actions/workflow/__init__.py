from actions.workflow.clocks import rewind_owned, start_clocks
from actions.workflow.creation import awaits_publication, create, default_deadline
from actions.workflow.deadlines import reprioritise
from actions.workflow.decision import decide
from actions.workflow.editing import edit
from actions.workflow.ending import complete, drop, reopen
from actions.workflow.following_through import open_steps
from actions.workflow.progress import follow_up, log_update

__all__ = [
    "awaits_publication",
    "complete",
    "create",
    "decide",
    "default_deadline",
    "drop",
    "edit",
    "follow_up",
    "log_update",
    "open_steps",
    "reopen",
    "reprioritise",
    "rewind_owned",
    "start_clocks",
]
