"""Frames: y-websocket's binary protocol, and two messages of ours. A frame is a run of messages. Pure functions.

0 0 <state>    sync step 1: my state vector           both ways
0 1 <update>   sync step 2: what you lack             both ways
0 2 <update>   an edit                                both ways
1 <presence>   cursors                                both ways
2 0 <reason>   you may only read                      to the browser
4 <n>          your first n updates are committed     to the browser
5 <json>       something beside the text has changed  to the browser
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, NoReturn

from live.limits import PRESENCE_BYTES
from live.wire import Malformed, Reader, packed, uint

SYNC, AWARENESS, AUTH, SAVED, TOLD = 0, 1, 2, 4, 5
STEP1, STEP2, UPDATE = 0, 1, 2

NO_ACCESS, NEW_RIGHTS, INVALID, TOO_LARGE, LATER = 4403, 4205, 1007, 1009, 1013

GONE = "null"
# Longest names of a section and of a place on the page.
SECTION_LENGTH, PLACE_LENGTH = 60, 120


class State(NamedTuple):
    """Where one Yjs client is: `words` is JSON; GONE when it left."""

    client: int
    clock: int
    words: str


def sync(kind: int, data: bytes) -> bytes:
    return bytes((SYNC, kind)) + packed(data)


def saved(count: int) -> bytes:
    return bytes((SAVED,)) + uint(count)


def denied(reason: str) -> bytes:
    return bytes((AUTH, 0)) + packed(reason.encode())


def told(words: str) -> bytes:
    return bytes((TOLD,)) + packed(words.encode())


def messages(frame: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(type, kind, payload) of each message a browser may send. Raises Malformed at the first that it may not."""
    reader = Reader(frame)
    while not reader.ended:
        type_ = reader.uint()
        kind = reader.uint() if type_ == SYNC else 0
        if type_ not in (SYNC, AWARENESS) or kind > UPDATE:
            raise Malformed("unknown message")
        yield type_, kind, reader.bytes()


def read_awareness(data: bytes) -> list[State]:
    reader = Reader(data)
    states = [State(reader.uint(), reader.uint(), reader.string()) for _ in range(reader.uint())]
    if not reader.ended:
        raise Malformed("more than presence")
    return states


def awareness(states: Iterable[State]) -> bytes:
    told = list(states)
    body = b"".join(uint(state.client) + uint(state.clock) + packed(state.words.encode()) for state in told)
    return bytes((AWARENESS,)) + packed(uint(len(told)) + body)


def signed(words: str, person: dict[str, Any]) -> str:
    """A browser says where its cursor is; who it is, the server says. What has another shape is left out."""
    if len(words) > PRESENCE_BYTES:
        raise Malformed("too much presence")
    try:
        value = json.loads(words, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Malformed("no JSON") from None
    if value is None:
        return GONE
    if not isinstance(value, dict):
        raise Malformed("no presence")
    shown = {"cursor": _cursor(value.get("cursor")), "at": _text(value.get("at"), PLACE_LENGTH), "user": person}
    return json.dumps(shown, separators=(",", ":"))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _text(value: Any, length: int) -> str | None:
    return value if isinstance(value, str) and len(value) <= length else None


def _cursor(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    section = _text(value.get("section"), SECTION_LENGTH)
    anchor, head = _position(value.get("anchor")), _position(value.get("head"))
    if section is None or anchor is None or head is None:
        return None
    return {"section": section, "anchor": anchor, "head": head}


def _position(value: Any) -> dict[str, Any] | None:
    """A Yjs relative position as JSON: nothing but what one consists of."""
    if not isinstance(value, dict):
        return None
    shown: dict[str, Any] = {name: _id(value[name]) for name in ("type", "item") if name in value}
    if "tname" in value:
        shown["tname"] = _text(value["tname"], SECTION_LENGTH)
    if type(assoc := value.get("assoc")) is int:
        shown["assoc"] = 0 if assoc >= 0 else -1
    return shown


def _id(value: Any) -> dict[str, int] | None:
    if isinstance(value, dict):
        client, clock = value.get("client"), value.get("clock")
        if type(client) is int and type(clock) is int and 0 <= client < 2**53 and 0 <= clock < 2**53:
            return {"client": client, "clock": clock}
    return None
