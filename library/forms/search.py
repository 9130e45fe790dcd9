"""What is asked of the library; everything is in the address, and nonsense in it is ignored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from accounts.models import Team, User
from incidents.models import Incident, Service, Tag
from library.models import Entry
from library.search import FACETS, PERIODS, Found, Wanted
from library.words import LONGEST

LABELS = {
    "service": "Service",
    "cause": "Cause and tags",
    "severity": "Severity",
    "team": "Team",
    "date": "Date",
    "state": "Status",
    "kind": "Kind",
}
PERIOD_LABELS = {"quarter": "Last 90 days", "year": "This year", "earlier": "Earlier years"}
# Of a facet, the most frequent; what is chosen always.
SHOWN = 6
MOST_PAGES = 50


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    further: list[Option]


@dataclass(frozen=True)
class Chip:
    """A choice that is made; `href` is the search without it."""

    label: str
    value: str
    href: str


class SearchForm:
    def __init__(self, address: QueryDict, *, user: User) -> None:
        self.address, self.user = address, user

    @cached_property
    def labels(self) -> dict[str, dict[Any, str]]:
        """Per facet what its values are called. Names of services, teams and tags are no secret."""
        return {
            "service": dict(Service.objects.visible_to(self.user).values_list("pk", "name")),
            "team": dict(Team.objects.visible_to(self.user).values_list("pk", "name")),
            "cause": dict(Tag.objects.values_list("pk", "name")),
            "severity": dict(Incident.Severity.choices),
            "kind": dict(Incident.Kind.choices),
            "state": dict(Entry.State.choices),
            "date": PERIOD_LABELS,
        }

    @cached_property
    def wanted(self) -> Wanted:
        typed = " ".join(self.address.get("q", "").replace("\x00", "").split(" "))[:LONGEST]
        page = self.address.get("page", "1")
        return Wanted(
            typed=typed if typed.strip() else "",
            chosen={name: values for name in FACETS if (values := self._values(name))},
            newest=self.address.get("sort") == "newest",
            page=min(int(page), MOST_PAGES) if page.isdecimal() and page != "0" and len(page) < 4 else 1,
            everything=self.address.get("all") == "yes",
        )

    def _values(self, name: str) -> list[Any]:
        known = self.labels[name]
        if name == "date":
            return [value for value in self.address.getlist(name) if value in PERIODS][:1]
        given = self.address.getlist(name)
        keys = [int(value) if value.isdecimal() and len(value) < 18 else value for value in given]
        return [key for key in dict.fromkeys(keys) if key in known]

    def facets(self, found: Found) -> list[Facet]:
        return [facet for name in FACETS if (facet := self._facet(name, found.counts.get(name, {}))).options]

    def _facet(self, name: str, counts: dict[Any, int]) -> Facet:
        chosen = self.wanted.chosen.get(name, [])
        keys = dict.fromkeys([*chosen, *sorted(counts, key=lambda key: (-counts[key], str(key)))])
        if name in ("severity", "date"):
            keys = {key: None for key in self.labels[name] if key in keys}
        options = [
            Option(str(key), self.labels[name][key], counts.get(key, 0), key in chosen)
            for key in keys
            if key in self.labels[name]
        ]
        return Facet(name, LABELS[name], options[:SHOWN], options[SHOWN:])

    def chips(self) -> list[Chip]:
        return [
            Chip(LABELS[name], self.labels[name][value], self.without(name, str(value)))
            for name, values in self.wanted.chosen.items()
            for value in values
        ]

    def without(self, name: str, value: str) -> str:
        rest = self.address.copy()
        rest.setlist(name, [each for each in rest.getlist(name) if each != value])
        rest.pop("page", None)
        return self._said(rest)

    def cleared(self) -> str:
        """Only what was typed."""
        rest = QueryDict(mutable=True)
        rest["q"] = self.wanted.typed
        return self._said(rest)

    def page(self, number: int) -> str:
        rest = self.address.copy()
        rest["page"] = str(number)
        return self._said(rest)

    def clean_address(self) -> str:
        return self._said(self.address.copy())

    def _said(self, address: QueryDict) -> str:
        for name in list(address):
            address.setlist(name, [value for value in address.getlist(name) if value])
            if not address.getlist(name) or (name == "page" and address[name] == "1"):
                del address[name]
        return f"?{address.urlencode()}" if address else "?"
