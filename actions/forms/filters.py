"""What a list of actions is narrowed to, as the address says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Team, User
from actions.models import Action
from actions.querysets import ActionQuerySet
from incidents.references import number_of

OPEN = "open"
STATES = [
    (OPEN, "Open"),
    *((state.value, state.label) for state in Action.State),
    ("blocked", "Blocked"),
    ("waiting", "Before publication"),
    ("closed", "Closed"),
    ("all", "Any"),
]
SORTS = [
    ("due", "Most overdue"),
    ("-due", "Latest deadline"),
    ("worth", "Most benefit for its effort"),
    ("new", "Newest"),
    ("closed", "Last closed"),
]
ORDERS = {
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "worth": ("-worth", "due_on", "pk"),
    "new": ("-number",),
    "closed": ("-closed_at", "-pk"),
}
CLOSED = ("done", "dropped", "closed")
NOBODY = "nobody"


class FilterForm(forms.Form):
    """Values no filter has count as not asked."""

    owner = forms.CharField(required=False, max_length=40)
    priority = forms.ChoiceField(required=False, choices=Action.Priority.choices)
    category = forms.ChoiceField(required=False, choices=Action.Category.choices)
    state = forms.ChoiceField(required=False, choices=STATES)
    overdue = forms.TypedChoiceField(
        required=False, choices=[(week, str(week)) for week in range(5)], coerce=int, empty_value=None
    )
    incident = forms.CharField(required=False, max_length=20)
    sort = forms.ChoiceField(required=False, choices=SORTS)


@dataclass(frozen=True)
class Chosen:
    teams: tuple[Team, ...]
    owner: User | None
    nobody: bool
    priority: str
    category: str
    state: str
    week: int | None
    incident: int | None
    sort: str
    unknown: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS[self.sort]

    def narrow(self, rows: ActionQuerySet) -> ActionQuerySet:
        """All filters but state and week, which the headings count over."""
        if self.teams:
            rows = rows.filter(team__in=[team.pk for team in self.teams])
        if self.owner is not None:
            rows = rows.filter(owner=self.owner)
        for name in ("priority", "category"):
            if value := getattr(self, name):
                rows = rows.filter(**{name: value})
        if self.incident is not None:
            rows = rows.filter(incident__number=self.incident)
        if self.unknown:
            return rows.none()
        return rows.without_owner() if self.nobody else rows


def chosen(asked: QueryDict, teams: list[Team], *, reader: User) -> Chosen:
    form = FilterForm(asked)
    form.is_valid()
    given: dict[str, Any] = form.cleaned_data
    slugs = set(asked.getlist("team"))
    handle = reader.handle if asked.get("mine") else str(given.get("owner") or "").strip().lstrip("@").lower()
    owner = User.objects.filter(handle=handle).first() if handle and handle != NOBODY else None
    incident = str(given.get("incident") or "")
    week = given.get("overdue")
    state = OPEN if week is not None else given.get("state") or OPEN
    missing = (handle and handle != NOBODY and owner is None and f"@{handle}") or (
        incident and number_of(incident) is None and incident
    )
    return Chosen(
        teams=tuple(team for team in teams if team.slug in slugs),
        owner=owner,
        nobody=handle == NOBODY,
        priority=given.get("priority") or "",
        category=given.get("category") or "",
        state=state,
        week=week,
        incident=number_of(incident),
        sort=_sort(given.get("sort") or "", state),
        unknown=missing or "",
    )


def _sort(asked: str, state: str) -> str:
    """The order asked for where it makes sense: what is closed has a time of closing, the rest a deadline."""
    if state in CLOSED:
        return asked if asked in ("new", "closed") else "closed"
    if state in ("all", "waiting"):
        return "new"
    return asked if asked in ("due", "-due", "worth", "new") else "due"
