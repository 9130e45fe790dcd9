"""What apps above this one add to the pages of people and teams; they register at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Team, User


@dataclass(frozen=True)
class Line:
    text: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A short list on a team's page; `href` leads to the whole of it."""

    title: str
    lines: list[Line] = field(default_factory=list)
    empty: str = ""
    href: str = ""
    more: str = ""


@dataclass(frozen=True)
class Holding:
    """Something a person still holds that must be handed over: how many, of what (in words), and where to do it."""

    count: int
    what: str
    href: str


# (team, reader) and (person, reader): each answers only what the reader may see.
team_panels: list[Callable[[Team, User], Panel]] = []
holdings: list[Callable[[User, User], Holding]] = []


def of_team(team: Team, reader: User) -> list[Panel]:
    return [panel(team, reader) for panel in team_panels]


def held_by(user: User, reader: User) -> list[Holding]:
    """Without what counts nothing."""
    return [found for found in (holding(user, reader) for holding in holdings) if found.count]
