"""The verbs of imports and exports."""

from exchange.workflow.choosing import choose, discard, leave_out
from exchange.workflow.making import ask_for, fetch, make
from exchange.workflow.reading import look_at, read_waiting
from exchange.workflow.receiving import receive
from exchange.workflow.saving import save_chosen, save_one, start_saving
from exchange.workflow.upkeep import expire, take_up

__all__ = [
    "ask_for",
    "choose",
    "discard",
    "expire",
    "fetch",
    "leave_out",
    "look_at",
    "make",
    "read_waiting",
    "receive",
    "save_chosen",
    "save_one",
    "start_saving",
    "take_up",
]
