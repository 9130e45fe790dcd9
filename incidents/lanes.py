"""The flow of messages drawn: a lane for each party, and an arrow for each message, in the order of time. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from incidents.flow import Flow, Message

WIDTH, GUTTER, DATED_GUTTER = 720, 52, 88
TOP, ROW, BELOW = 26, 44, 16
MOST_LANES, MOST_MESSAGES = 8, 40
OTHERS = "Others"
CHARACTER, SMALL = 7.2, 6.0
LEAST_BESIDE = 170


@dataclass(frozen=True)
class Lane:
    x: int
    label: str


@dataclass(frozen=True)
class Arrow:
    """From the dot at `x` to the tips `heads` on a line between `left` and `right`.

    `text` begins at `text_x`, or ends there when `ends_there`.
    """

    y: int
    at: str
    x: int
    left: int
    right: int
    heads: tuple[str, ...]
    text: str
    text_x: int
    ends_there: bool
    is_escalation: bool


@dataclass(frozen=True)
class Drawing:
    """`rows` are all messages, each with its time; `left_out` counts those that are not drawn."""

    height: int
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[tuple[str, Message], ...]
    left_out: int
    width: int = WIDTH
    top: int = TOP


def drawn(flow: Flow, *, zone: tzinfo) -> Drawing:
    shown = flow.messages[:MOST_MESSAGES]
    several_days = len({each.at.astimezone(zone).date() for each in flow.messages}) > 1
    style, gutter = ("%-d %b %H:%M", DATED_GUTTER) if several_days else ("%H:%M", GUTTER)
    rows = tuple((each.at.astimezone(zone).strftime(style), each) for each in flow.messages)
    names = _lanes(flow, shown)
    wide = (WIDTH - gutter) // max(1, len(set(names.values())))
    order = list(dict.fromkeys(names.values()))
    places = {name: gutter + n * wide + wide // 2 for n, name in enumerate(order)}
    arrows = tuple(
        _arrow(each, TOP + ROW * (n + 1), at, names, places) for n, (at, each) in enumerate(rows[:MOST_MESSAGES])
    )
    lanes = tuple(Lane(places[name], shortened(name, int(wide / CHARACTER))) for name in order)
    return Drawing(TOP + ROW * len(shown) + BELOW, lanes, arrows, rows, len(rows) - len(shown))


def _head(x: int, y: int, towards: int) -> str:
    return " ".join(f"{a},{b}" for a, b in ((x - 8 * towards, y - 5), (x, y), (x - 8 * towards, y + 5)))


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: max(1, most - 1)].rstrip()}…"


def _lanes(flow: Flow, shown: tuple[Message, ...]) -> Mapping[str, str]:
    """Party → lane: those who spoke and heard least share one where there are too many."""
    heard = Counter(name for each in shown for name in each.parties)
    parties = [name for name in flow.parties if name in heard]
    if len(parties) <= MOST_LANES:
        return {name: name for name in parties}
    foremost = {name for name, _ in heard.most_common(MOST_LANES - 1)}
    own = {name: name for name in parties if name in foremost}
    return own | {name: OTHERS for name in parties if name not in foremost}


def _arrow(message: Message, y: int, at: str, names: Mapping[str, str], places: Mapping[str, int]) -> Arrow:
    x = places[names[message.senders[0]]]
    ends = sorted({places[names[name]] for name in message.receivers} - {x})
    left, right = min([x, *ends]), max([x, *ends])
    ends_there = WIDTH - left < LEAST_BESIDE
    room = right if ends_there else WIDTH - left
    words = shortened(message.text, int(room / SMALL))
    heads = tuple(_head(end, y, 1 if end > x else -1) for end in ends)
    text_x = right if ends_there else left
    return Arrow(y, at, x, left, right, heads, words, text_x, ends_there, message.is_escalation)
