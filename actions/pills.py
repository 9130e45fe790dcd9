"""The filters above a list of actions: what is set, what can be set, and the addresses that do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from actions.forms.filters import NOBODY, SORTS, STATES, Chosen
from actions.listing import Listing
from actions.models import Action

# Cursors belong to the list they were made for.
CURSORS = ("after", "before")


@dataclass(frozen=True)
class Option:
    label: str
    href: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Pill:
    """`value` is empty while it is not set; `field` names an input to type into instead of options."""

    label: str
    value: str = ""
    clear: str = ""
    options: list[Option] = field(default_factory=list)
    field: str = ""


class Pills:
    def __init__(self, listing: Listing) -> None:
        self.listing, self.chosen = listing, listing.chosen

    def address(self, **changes: str | list[str] | None) -> str:
        """The present list with these parameters changed; None takes one away."""
        asked = self.listing.asked.copy()
        for name in (*CURSORS, *(name for name, value in changes.items() if value is None)):
            asked.pop(name, None)
        for name, value in changes.items():
            if value is not None:
                asked.setlist(name, value if isinstance(value, list) else [value])
        return f"?{asked.urlencode()}"

    @property
    def query(self) -> str:
        """The present choice without cursors, for the other views of it."""
        return self.address()

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Hidden fields that keep the other filters while one is typed."""
        return [(name, value) for name, values in self.listing.asked.lists() for value in values if name not in CURSORS]

    @property
    def rungs(self) -> list[tuple[object, str]]:
        return [
            (rung, self.address(overdue=None if rung.is_chosen else str(rung.week), state=None))
            for rung in self.listing.rungs
        ]

    @cached_property
    def all(self) -> list[Pill]:
        chosen = self.chosen
        return [
            self._teams(chosen),
            self._state(chosen),
            self._owner(chosen),
            self._choice("priority", "Priority", Action.Priority.choices, chosen.priority),
            self._choice("category", "Category", Action.Category.choices, chosen.category),
            Pill(
                "Incident",
                f"INC-{chosen.incident}" if chosen.incident else "",
                self.address(incident=None),
                field="incident",
            ),
        ]

    @property
    def sorts(self) -> list[Option]:
        fits = {"closed"} if not self.chosen.is_open else {"due", "-due", "worth"}
        return [
            Option(label, self.address(sort=value), value == self.chosen.sort)
            for value, label in SORTS
            if value in fits | {"new"}
        ]

    @property
    def sort_label(self) -> str:
        return dict(SORTS)[self.chosen.sort]

    @property
    def is_narrowed(self) -> bool:
        return any(pill.value for pill in self.all if pill.label != "Status") or not self.chosen.is_open

    def _teams(self, chosen: Chosen) -> Pill:
        slugs = [team.slug for team in chosen.teams]
        options = []
        for team in self.listing.teams:
            after = [s for s in slugs if s != team.slug] if team.slug in slugs else [*slugs, team.slug]
            options.append(Option(team.name, self.address(team=after or None), team.slug in slugs))
        return Pill("Team", ", ".join(team.name for team in chosen.teams), self.address(team=None), options)

    def _state(self, chosen: Chosen) -> Pill:
        options = [
            Option(label, self.address(state=value, overdue=None), value == chosen.state) for value, label in STATES
        ]
        clear = self.address(state="all" if chosen.is_open else None, overdue=None)
        return Pill("Status", dict(STATES)[chosen.state] if chosen.state != "all" else "", clear, options)

    def _owner(self, chosen: Chosen) -> Pill:
        value = "needs one" if chosen.nobody else f"@{chosen.owner.handle}" if chosen.owner else ""
        options = [
            Option("Mine", self.address(owner=None, mine="1"), chosen.owner == self.listing.reader),
            Option("Needs an owner", self.address(owner=NOBODY, mine=None), chosen.nobody),
        ]
        return Pill("Owner", value, self.address(owner=None, mine=None), options, field="owner")

    def _choice(self, name: str, label: str, choices: list[tuple[str, str]], value: str) -> Pill:
        options = [Option(said, self.address(**{name: key}), key == value) for key, said in choices]
        return Pill(label, dict(choices).get(value, ""), self.address(**{name: None}), options)
