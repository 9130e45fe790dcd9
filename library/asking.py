"""What is asked of the library; everything is in the address, and nonsense in it is ignored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from library.facets import FACETS
from library.paging import Cursor
from library.search import Wanted
from library.supplied import DATE, EXTERNAL, FROM, known
from library.words import LONGEST, words_in

# Of a facet, so many are offered in an address; no list of check boxes is longer.
MOST_VALUES = 50
_CURSOR = re.compile(r"^(?P<rank>\d+(?:\.\d+)?(?:e-\d+)?)?~(?P<start>-?\d+(?:\.\d+)?)~(?P<key>\d{1,18})$")


@dataclass(frozen=True)
class Chip:
    """A choice that is made; `href` is the search without it."""

    label: str
    value: str
    href: str


class SearchForm:
    def __init__(self, address: QueryDict) -> None:
        self.given = address

    @cached_property
    def _known(self) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        given = {name: self.given.getlist(name)[:MOST_VALUES] for name in FACETS}
        return known({name: values for name, values in given.items() if values})

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """What the values that are chosen are called; others are unknown, and ignored."""
        return self._known[0]

    @cached_property
    def address(self) -> QueryDict:
        """What was given, with the present values of those that were merged since: old addresses keep their meaning."""
        address = self.given.copy()
        for name, moved in self._known[1].items():
            values = [moved.get(value, value) for value in address.getlist(name)]
            address.setlist(name, list(dict.fromkeys(values)))
        return address

    @cached_property
    def typed(self) -> str:
        typed = " ".join(self.address.get("q", "").replace("\x00", "").split(" "))[:LONGEST]
        return typed if typed.strip() else ""

    @cached_property
    def days(self) -> dict[str, date]:
        """The edges of a period that somebody named by days, both included."""
        found = {}
        for name in ("since", "until"):
            try:
                found[name] = date.fromisoformat(self.address.get(name, ""))
            except ValueError:
                continue
        return {name: day for name, day in found.items() if 1970 <= day.year < 9000}

    @cached_property
    def wanted(self) -> Wanted:
        until = self.days.get("until")
        return Wanted(
            typed=self.typed,
            chosen={name: values for name in FACETS if (values := self._values(name))},
            since=_midnight(self.days.get("since")),
            until=_midnight(until + timedelta(days=1) if until else None),
            newest=self.address.get("sort") == "newest",
            cursor=self._cursor("after") or self._cursor("before"),
            everything=self.address.get("all") == "yes",
        )

    def _values(self, name: str) -> list[str]:
        given = list(dict.fromkeys(self.address.getlist(name)[:MOST_VALUES]))
        found = [value for value in given if value in self.names[name]] if given else []
        return found[:1] if name == DATE else found

    def _cursor(self, name: str) -> Cursor | None:
        if not (found := _CURSOR.match(self.address.get(name, "")[:80])):
            return None
        rank = float(found["rank"]) if found["rank"] else None
        return Cursor(rank, float(found["start"]), int(found["key"]), is_before=name == "before")

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.wanted.chosen or self.days)

    def chips(self) -> list[Chip]:
        found = [
            Chip(FACETS[name].label, self.names[name][value], self.without(name, value))
            for name, values in self.wanted.chosen.items()
            for value in values
        ]
        labels = {"since": "From", "until": "To"}
        return found + [
            Chip(labels[name], f"{day.day} {day:%b} {day.year}", self.without(name, str(self.address[name])))
            for name, day in self.days.items()
        ]

    def without(self, name: str, value: str) -> str:
        rest = self._rest()
        rest.setlist(name, [each for each in rest.getlist(name) if each != value])
        return said(rest)

    def cleared(self) -> str:
        """Only what was typed."""
        rest = QueryDict(mutable=True)
        rest["q"] = self.typed
        return said(rest)

    def page(self, cursor: Cursor | None) -> str:
        if cursor is None:
            return ""
        rest = self._rest()
        rank = "" if cursor.rank is None else repr(cursor.rank)
        rest["before" if cursor.is_before else "after"] = f"{rank}~{cursor.start!r}~{cursor.key}"
        return said(rest)

    def typing(self, typed: str) -> str:
        """The same search with other words."""
        rest = self._rest()
        rest["q"] = typed
        return said(rest)

    def widened(self) -> str:
        """Through what is not written up, too."""
        rest = self._rest()
        rest["all"] = "yes"
        return said(rest)

    def only_elsewhere(self) -> str:
        """The same search among what others published, and nothing else."""
        rest = self._rest()
        rest[FROM] = EXTERNAL
        return said(rest)

    def single_words(self) -> list[tuple[str, str]]:
        """Each word by itself, when there are some."""
        words = list(dict.fromkeys(words_in(self.typed)))[:4]
        return [(word, self.typing(word)) for word in words] if len(words) > 1 else []

    def save_query(self) -> str:
        """For the dialog that keeps the search."""
        return urlencode({"address": self.kept(), "name": self.typed[:80]})

    def opened(self, facet: str) -> str:
        """With every value of one facet shown."""
        rest = self._rest()
        rest["more"] = facet
        return said(rest)

    def kept(self) -> str:
        """What is saved of it, always the same for the same search: not the page, nor what is unfolded."""
        return _kept(self.address)

    def keeps(self) -> list[str]:
        """How it may have been saved: as it is said now, and as it was given."""
        return list(dict.fromkeys([self.kept(), _kept(self.given)]))

    def clean_address(self) -> str:
        return said(self.address.copy())

    def _rest(self) -> QueryDict:
        """Without the page: whatever changes, the first page comes."""
        rest = self.address.copy()
        for name in ("after", "before", "page"):
            rest.pop(name, None)
        return rest


def _kept(address: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    for name in sorted({"q", "since", "until", "sort", "all", *FACETS} & set(address)):
        kept.setlist(name, sorted(set(address.getlist(name))))
    return said(kept).removeprefix("?")


def said(address: QueryDict) -> str:
    """Without what is empty."""
    for name in list(address):
        address.setlist(name, [value for value in address.getlist(name) if value])
        if not address.getlist(name):
            del address[name]
    return f"?{address.urlencode()}" if address else "?"


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
