"""One line of tests/architecture/routes.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Route:
    """`of` names a subject of the world; `methods` are all it answers to, HEAD apart.

    `verb` stands in where the door lies below accounts and cannot name it.
    `everyone`: a POST that needs no right but seeing the subject. `strangers`: also for people who are not signed in.
    `chosen`: the form names the subject, so the door turns away only those who may never do it. `asks`: the parameter
    that names the subject instead of the address. `data` makes a POST complete enough to be judged.
    """

    name: str
    of: str = "nothing"
    methods: str = "GET"
    verb: str = ""
    everyone: bool = False
    strangers: bool = False
    chosen: bool = False
    asks: str = ""
    data: tuple[tuple[str, Any], ...] = ()


BOTH = "GET POST"
