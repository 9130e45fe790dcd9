"""Hits of another kind than our own write-ups. The app above that keeps them registers how they are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from accounts.models import User
from library.facets import FACETS
from library.search import Found, Wanted
from library.supplied import ALL_FROM, EXTERNAL, FROM, OURS

# Below our own, the best few; all that there is room for when they alone are asked for.
BESIDE, ALONE = 3, 50


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
    """`count` of them there are, `hits` are the best; `tags`: how many of all have each, by its key."""

    count: int = 0
    hits: list[Hit] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)


Finder = Callable[[User, Wanted, int], Elsewhere]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """In a ready() of an app above. It is told how many hits are wanted, and does the counting in one query."""
    _finders.append(finder)


def beside(user: User, wanted: Wanted) -> Elsewhere:
    """What is shown of them: nothing where only our own are wanted, or beyond the first page of those."""
    asked = wanted.chosen.get(FROM, list(ALL_FROM))
    is_first = wanted.cursor is None and wanted.number < 2
    most = 0 if EXTERNAL not in asked or not is_first else ALONE if OURS not in asked else BESIDE
    found = [finder(user, wanted, most) for finder in _finders]
    tags: Counter[str] = Counter()
    for each in found:
        tags.update(each.tags)
    return Elsewhere(sum(each.count for each in found), [hit for each in found for hit in each.hits], tags)


def counted(found: Found, there: Elsewhere, wanted: Wanted) -> dict[str, dict[str, int]]:
    """The counts of facets with those from elsewhere; where they alone are wanted, only theirs."""
    counts = {name: dict(values) for name, values in found.counts.items()}
    if there.count:
        counts.setdefault(FROM, {})[EXTERNAL] = there.count
    if is_alone(wanted):
        counts |= {name: dict(there.tags) for name, facet in FACETS.items() if facet.source == "tags"}
    return counts


def is_alone(wanted: Wanted) -> bool:
    return wanted.chosen.get(FROM) == [EXTERNAL]
