"""What was said in a room, whichever program it was said in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

MOST_MESSAGES = 5_000
MOST_TEXT = 8_000
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
PHONE = re.compile(r"\+\d[\d ()/-]{7,}\d")


class Incomprehensible(Exception):
    """This is nothing that could be read as a chat; the sentence says why."""


@dataclass(frozen=True)
class Said:
    """`thread` is the uid of what it answers; `pictures` are names of pictures that came with it."""

    uid: str
    at: datetime
    author: str
    text: str
    thread: str = ""
    is_pinned: bool = False
    reactions: Mapping[str, int] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Room:
    name: str
    said: list[Said]


def within(said: Iterable[Said], start: datetime, end: datetime) -> list[Said]:
    """What was said in that time, and the answers to it and beginnings of it outside."""
    everything = list(said)
    inside = {one.uid for one in everything if start <= one.at <= end}
    threads = {one.thread for one in everything if one.uid in inside and one.thread}
    return [
        one for one in everything if one.uid in inside or one.uid in threads or (one.thread and one.thread in inside)
    ]


def anonymous(said: Iterable[Said], roles: Mapping[str, str]) -> list[Said]:
    """Roles in the place of names, also within the texts; `roles` knows some people by name or handle."""
    everything = list(said)
    stands = _stand_ins((one.author for one in everything), roles)
    names = sorted((name for name in stands if len(name) > 1), key=len, reverse=True)
    named = re.compile("|".join(rf"(?<!\w)@?{re.escape(name)}(?!\w)" for name in names) or r"(?!)", re.IGNORECASE)
    plain = {name.lower(): role for name, role in stands.items()}

    def told(text: str) -> str:
        text = named.sub(lambda match: plain[match[0].lstrip("@").lower()], text)
        text = re.sub(r"(?<![\w/])@\w[\w.-]*", "@someone", text)
        return PHONE.sub("(number)", ADDRESS.sub("(address)", text))

    return [replace(one, author=stands.get(one.author, "Somebody"), text=told(one.text)) for one in everything]


def _stand_ins(authors: Iterable[str], roles: Mapping[str, str]) -> dict[str, str]:
    """Name → role; two of one role are numbered, and first names stand for those who have but one."""
    known = {name.lower(): role for name, role in roles.items()}
    found: dict[str, str] = {}
    counted: dict[str, int] = {}
    for author in dict.fromkeys(authors):
        role = known.get(author.lower().lstrip("@"), "Person")
        counted[role] = counted.get(role, 0) + 1
        found[author] = role if role != "Person" and counted[role] == 1 else f"{role} {counted[role]}"
    for name, role in roles.items():
        found.setdefault(name, role)
    for name, role in list(found.items()):
        first = name.partition(" ")[0]
        if first != name and len(first) > 2:
            found.setdefault(first, role)
    return found
