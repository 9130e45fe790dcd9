"""What a review meeting goes through, in how many minutes. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """`sections` are keys of write-up sections worked on meanwhile."""

    key: str
    title: str
    lede: str
    sections: tuple[str, ...] = ()


TONE = Item("tone", "Set the tone", "Say what this hour is for, who does what, and read the statement aloud.")
OVERVIEW = Item(
    "overview",
    "Overview and timeline",
    "Walk through what happened, and stop where two people remember it differently.",
    ("summary", "impact", "timeline", "what_happened", "almost"),
)
CAUSE = Item(
    "cause",
    "Root cause",
    "Keep asking why until the answer is about the system.",
    ("why", "factors", "defences", "exposure"),
)
WELL = Item(
    "well",
    "What went well",
    "Name what worked, so that nobody removes it by accident.",
    ("went_well", "saved_us", "lucky", "resolution", "containment"),
)
IMPROVE = Item(
    "improve",
    "What could be improved",
    "What made this harder than it had to be?",
    ("went_wrong", "lessons", "told"),
)
ACTIONS = Item("actions", "Action items", "One owner, one date, and a test that tells it is done.", ("actions",))
WRAP_UP = Item("wrap_up", "Wrap-up", "Owners say yes to their dates; open questions get an owner.", ("references",))

ITEMS = {item.key: item for item in (TONE, OVERVIEW, CAUSE, WELL, IMPROVE, ACTIONS, WRAP_UP)}
# By the minutes of the slot. The usual one gives what went well less time than the long one, so that it fits; the short
# one wraps up within the action items. What the long one leaves open is for what takes longer.
AGENDAS: dict[int, tuple[tuple[str, int], ...]] = {
    60: (("tone", 5), ("overview", 10), ("cause", 20), ("improve", 10), ("actions", 15)),
    75: (("tone", 5), ("overview", 15), ("cause", 20), ("well", 5), ("improve", 10), ("actions", 15), ("wrap_up", 5)),
    90: (("tone", 5), ("overview", 15), ("cause", 20), ("well", 10), ("improve", 10), ("actions", 15), ("wrap_up", 5)),
}


def excess(minutes: list[int], slot: int) -> int:
    """Minutes by which the time boxes go beyond the slot."""
    return max(0, sum(minutes) - slot)
