"""Finding what was learned: hits, how many there are by each facet, and the places of a hit that say why.

What is counted, ranked, quoted and suggested is only what the person may see: each query has their rights in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from library.facets import FACETS
from library.matching import matches, unguarded
from library.paging import Cursor, Page, numbered, page
from library.ranking import best, ranked
from library.shelf import Shelf, newest, shelf, small
from library.supplied import DATE, FROM, OURS, PERIODS, begins, ends

PER_PAGE = 20


@dataclass(frozen=True)
class Wanted:
    """`chosen` has per facet the values of which one must hold; the start lies from `since` on and before `until`.

    `cursor` says where the page begins; `number`, for those who count pages, which one it is.
    """

    typed: str = ""
    chosen: dict[str, list[str]] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    newest: bool = False
    cursor: Cursor | None = None
    number: int = 0
    everything: bool = False


@dataclass(frozen=True)
class Found:
    """`keys` are the incidents of one page; `counts` say per facet and value how many there are under the choices of
    all the other facets; `hits` how many there are whatever is chosen."""

    page: Page
    count: int
    hits: int
    counts: dict[str, dict[str, int]]

    @property
    def keys(self) -> list[int]:
        return self.page.keys


def find(user: User, wanted: Wanted) -> Found:
    """Two queries."""
    found = matches(user, wanted.typed, everything=wanted.everything)
    here = shelf(found.version, everything=wanted.everything)
    hits = here.bits(found.keys)
    choices = _choices(here, wanted)
    fitting = _all(hits, choices)
    first: list[tuple[float, int]] = []
    if wanted.typed and not wanted.newest:
        first = ranked(here, fitting, here.bits(found.strong), wanted.typed)
    shown = (
        numbered(here, first, fitting, wanted.number, PER_PAGE)
        if wanted.number
        else page(here, first, fitting, wanted.cursor, PER_PAGE)
    )
    return Found(shown, fitting.bit_count(), hits.bit_count(), _counts(here, hits, choices))


def narrowed(user: User, wanted: Wanted, among: list[int]) -> list[int]:
    """Those of a few entries that the search finds, as this transaction has them."""
    here = small(among)
    fitting = _all(here.bits(here.keys), _choices(here, wanted))
    if not fitting:
        return []
    found = matches(user, wanted.typed, everything=wanted.everything, among=among)
    return [here.keys[slot] for slot in newest(fitting & here.bits(found.keys), len(among))]


def every(user: User, wanted: Wanted) -> list[int]:
    """All that it finds."""
    found = matches(user, wanted.typed, everything=wanted.everything)
    here = shelf(found.version, everything=wanted.everything)
    hits = _all(here.bits(found.keys), _choices(here, wanted))
    return [here.keys[slot] for slot in newest(hits, hits.bit_count())]


def quick(user: User, typed: str, *, most: int) -> list[int]:
    """The best few, while somebody types."""
    if not user.is_active:
        return []
    found = unguarded(typed)
    here = shelf(found.version, everything=False)
    slots = best(here, here.bits(found.keys), here.bits(found.strong), typed, user=user, most=most)
    return [here.keys[slot] for slot in slots]


def _choices(here: Shelf, wanted: Wanted) -> dict[str, int]:
    """Per facet that is narrowed by, what holds one of its values."""
    found = {
        name: here.any_of(FACETS[name].source, values)
        for name, values in wanted.chosen.items()
        if name not in (DATE, FROM) and name in FACETS
    }
    if OURS not in wanted.chosen.get(FROM, [OURS]):
        found[FROM] = 0
    if wanted.since or wanted.until:
        found["period"] = here.between(wanted.since, wanted.until)
    if periods := wanted.chosen.get(DATE):
        found[DATE] = 0
        for period in periods:
            found[DATE] |= here.between(begins(period), ends(period))
    return found


def _all(hits: int, choices: dict[str, int], *, but: str = "") -> int:
    for name, bits in choices.items():
        if name != but:
            hits &= bits
    return hits


def _counts(here: Shelf, hits: int, choices: dict[str, int]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for name, facet in FACETS.items():
        among = _all(hits, choices, but=name)
        if name == DATE:
            periods = {period: (among & here.between(begins(period), ends(period))).bit_count() for period in PERIODS}
            counts[name] = {period: count for period, count in periods.items() if count}
        elif name == FROM:
            counts[name] = {OURS: among.bit_count()} if among else {}
        else:
            counts[name] = here.count(facet.source, among)
    return counts
