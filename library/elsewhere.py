"""Hits of another kind than our own write-ups. The app above that keeps them registers how they are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from accounts.models import User
from library.paging import Cursor
from library.search import PER_PAGE, Found, Wanted
from library.supplied import ALL_FROM, EXTERNAL, FROM

if TYPE_CHECKING:
    from library.models import SavedSearch

# Below our own hits, the best few; alone, pages of them.
BESIDE, ALONE = 3, PER_PAGE


@dataclass(frozen=True)
class Hit:
    """Title and text are escaped, with what was found marked; `where` says who published it and when."""

    href: str
    title: SafeString
    where: str
    text: SafeString
    tags: list[str]


@dataclass(frozen=True)
class Elsewhere:
    """`count` of them there are, `hits` are the best, or those of a page, whose neighbours begin at the cursors.

    `counts` say per facet and value how many there are under the choices of all the other facets, where they alone
    are asked for.
    """

    count: int = 0
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    newer: Cursor | None = None
    older: Cursor | None = None


# Told how many hits are wanted.
Finder = Callable[[User, Wanted, int], Elsewhere]
# A search is followed from now on: what it finds already is known.
Meeter = Callable[["SavedSearch"], None]
_registered: list[tuple[Finder, Meeter]] = []


def register(finder: Finder, meeter: Meeter) -> None:
    """In a ready() of the app above."""
    _registered[:] = [(finder, meeter)]


def meet(search: SavedSearch) -> None:
    for _, meeter in _registered:
        meeter(search)


def beside(user: User, wanted: Wanted) -> Elsewhere:
    """What is shown of them: nothing where only our own are wanted, or beyond the first page of those."""
    asked = wanted.chosen.get(FROM, list(ALL_FROM))
    is_first = wanted.cursor is None and wanted.number < 2
    most = ALONE if is_alone(wanted) else BESIDE if EXTERNAL in asked and is_first else 0
    found = [finder(user, wanted, most) for finder, _ in _registered]
    return found[0] if found else Elsewhere()


def counted(found: Found, there: Elsewhere, wanted: Wanted) -> dict[str, dict[str, int]]:
    """The counts of facets with those from elsewhere; where they alone are wanted, only theirs."""
    counts = {name: dict(values) for name, values in found.counts.items()}
    if is_alone(wanted):
        counts = {FROM: counts.get(FROM, {}), **there.counts}
    if there.count:
        counts.setdefault(FROM, {})[EXTERNAL] = there.count
    return counts


def is_alone(wanted: Wanted) -> bool:
    return wanted.chosen.get(FROM) == [EXTERNAL]
