"""Who told whom, when and how: read from the timeline's messages and escalations. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from kit.components.words import duration

KINDS = ("communication", "escalation")
PAUSE = timedelta(minutes=30)
NOBODY = "Not recorded"
STATUS_PAGE = "Status page"

_HANDLE = re.compile(r"@([\w.-]*\w)")
_BETWEEN = re.compile(r"\s*[,;\n]\s*(?:and\s+)?|\s*[&+]\s*")
_AND = re.compile(r"\s+and\s+")
_INSIDE = "support|success|care|service|team|relations|representative|desk"
_CUSTOMERS = re.compile(
    rf"\b(?:customers?|clients?|users|merchants?|subscribers?)\b(?![ -](?:{_INSIDE}))|\bstatus ?page\b|\bpublic\b", re.I
)


@dataclass(frozen=True)
class Entry:
    """One of the timeline; `channel` as it is shown, `text` without marks."""

    at: datetime
    kind: str
    who: str
    told: str
    channel: str
    text: str


@dataclass(frozen=True)
class Message:
    at: datetime
    is_escalation: bool
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    channel: str
    text: str

    @property
    def parties(self) -> tuple[str, ...]:
        return (*self.senders, *self.receivers)


@dataclass(frozen=True)
class Flow:
    """`parties` are named once, in the order in which they appear; `notes` are sentences about when and to whom."""

    messages: tuple[Message, ...]
    parties: tuple[str, ...]
    notes: tuple[str, ...]


def flow(entries: Iterable[Entry], *, started_at: datetime | None = None) -> Flow:
    """Of the entries that are messages, in the order of time."""
    told = sorted((entry for entry in entries if entry.kind in KINDS), key=lambda entry: entry.at)
    names: dict[str, str] = {}
    messages = []
    for entry in told:
        senders = _known(named(entry.who), names) or (NOBODY,)
        receivers = _known(named(entry.told), names)
        is_escalation = entry.kind == "escalation"
        messages.append(Message(entry.at, is_escalation, senders, receivers, entry.channel, entry.text))
    # A handle may be met after the plain name.
    final = [_renamed(message, names) for message in messages]
    parties = dict.fromkeys(name for each in final for name in each.parties)
    return Flow(tuple(final), tuple(parties), tuple(_notes(final, started_at)))


def named(text: str) -> list[str]:
    """ "@dana, Data stores and leadership" as three. "and" parts only what commas or handles show to be a list."""
    pieces = [piece for piece in _BETWEEN.split(text.strip()) if piece]
    if len(pieces) > 1 or "@" in text:
        pieces = [name for piece in pieces for name in _AND.split(piece)]
    return [name for piece in pieces if (name := " ".join(piece.split()).strip(" .:→"))]


def key_of(name: str) -> str:
    """The same for a handle, the name without its @, and other capitals or blanks."""
    if handle := _HANDLE.search(name):
        return handle[1].casefold()
    return name.casefold().removeprefix("the ")


def _known(found: Sequence[str], names: dict[str, str]) -> tuple[str, ...]:
    for name in found:
        key, handle = key_of(name), _HANDLE.search(name)
        if key not in names or handle:
            names[key] = f"@{handle[1].lower()}" if handle else name
    return tuple(dict.fromkeys(names[key_of(name)] for name in found))


def _renamed(message: Message, names: dict[str, str]) -> Message:
    senders = tuple(dict.fromkeys(names.get(key_of(name), name) for name in message.senders))
    receivers = dict.fromkeys(names.get(key_of(name), name) for name in message.receivers)
    others = tuple(name for name in receivers if name not in senders)
    return replace(message, senders=senders, receivers=others)


def _notes(messages: Sequence[Message], started_at: datetime | None) -> Iterable[str]:
    if not messages:
        return
    first = next((each for each in messages if _reaches_customers(each)), None)
    if first is None:
        yield "No entry says when customers were told."
    elif started_at is not None:
        yield f"First notice to customers {_since(first.at, started_at)}."
    raised = next((each for each in messages if each.is_escalation), None)
    if raised is not None and started_at is not None:
        whom = f", to {' and '.join(raised.receivers)}" if raised.receivers else ""
        yield f"First escalation {_since(raised.at, started_at)}{whom}."
    longest = max((after.at - before.at for before, after in pairwise(messages)), default=timedelta())
    if longest >= PAUSE:
        yield f"Longest pause between two messages: {duration(longest)}."
    if nobody := sum(not each.receivers for each in messages):
        yield f"{nobody} message{'' if nobody == 1 else 's'} without a word of who was told."


def _reaches_customers(message: Message) -> bool:
    return message.channel == STATUS_PAGE or any(_CUSTOMERS.search(name) for name in message.receivers)


def _since(at: datetime, started_at: datetime) -> str:
    if at < started_at:
        return f"{duration(started_at - at)} before the impact started"
    return f"{duration(at - started_at)} after the start" if at > started_at else "at the very start"
