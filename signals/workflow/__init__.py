"""The verbs of what comes in."""

from signals.workflow.chats import add_chat, remove_chat, restore_chat
from signals.workflow.processing import replay, replay_all, sweep
from signals.workflow.promoting import Draft, bring_back, promote, set_aside, take_back
from signals.workflow.pruning import let_go
from signals.workflow.receiving import Received, TooMany, find_source, receive
from signals.workflow.sources import (
    add_source,
    edit_source,
    pause_source,
    remove_source,
    rotate_address,
    set_mapping,
    set_rule,
    set_secret,
)
from signals.workflow.storms import let_through

__all__ = [
    "Draft",
    "Received",
    "TooMany",
    "add_chat",
    "add_source",
    "bring_back",
    "edit_source",
    "find_source",
    "let_go",
    "let_through",
    "pause_source",
    "promote",
    "receive",
    "remove_chat",
    "remove_source",
    "replay",
    "replay_all",
    "restore_chat",
    "rotate_address",
    "set_aside",
    "set_mapping",
    "set_rule",
    "set_secret",
    "sweep",
    "take_back",
]
