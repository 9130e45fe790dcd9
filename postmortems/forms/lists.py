"""What the list of write-ups can be narrowed to; everything is in the address, and nonsense in it is ignored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q

from incidents.forms import filters
from incidents.models import Incident
from incidents.references import number_of
from kit.searching import holds
from postmortems.models import Postmortem
from postmortems.querysets import PostmortemQuerySet

SORTS = {
    "changed": ("Last changed first", ("-changed_at", "-pk")),
    "published": ("Last published first", ("-published_at", "-pk")),
    "started": ("Newest first", ("-started_at", "-pk")),
}


class ListForm(filters.FilterForm):
    """As for incidents, asked of the write-up's incident. The period is that of the incident's start."""

    status = None  # type: ignore[assignment]
    kind = None  # type: ignore[assignment]
    state = forms.ChoiceField(
        required=False,
        label="Status",
        choices=[("", "Any status"), ("unpublished", "Not published"), *Postmortem.State.choices],
    )
    sort = forms.ChoiceField(required=False, choices=[(key, label) for key, (label, _) in SORTS.items()])

    @property
    def sorting(self) -> str:
        return self.cleaned_data.get("sort") or "changed"

    @property
    def order(self) -> tuple[str, ...]:
        return SORTS[self.sorting][1]

    def narrowed(self, rows: PostmortemQuerySet) -> PostmortemQuerySet:  # type: ignore[override]
        for name, value in self.chosen.items():
            rows = rows.filter(getattr(self, f"_{name}")(value))
        return rows.published() if self.sorting == "published" else rows

    def _q(self, words: str) -> Q:
        number = number_of(words) or (int(words) if words.isdecimal() and len(words) < 10 else None)
        title = holds("title", words)
        return title | Q(incident__number=number) if number else title

    def _state(self, state: str) -> Q:
        return Q(published_at__isnull=True) if state == "unpublished" else Q(state=state)

    def _severity(self, severity: str) -> Q:
        return Q(incident__severity=severity)

    def _service(self, slug: str) -> Q:
        return _linked(Incident.services.through, service__slug=slug)

    def _team(self, slug: str) -> Q:
        return _linked(Incident.teams.through, team__slug=slug)

    def _since(self, day: date) -> Q:
        return _of_incident(super()._since(day))

    def _until(self, day: date) -> Q:
        return _of_incident(super()._until(day))


def _linked(through: Any, **named: Any) -> Q:
    return Q(Exists(through.objects.filter(incident=OuterRef("incident"), **named)))


def _of_incident(condition: Q) -> Q:
    return Q(**{f"incident__{name}": value for name, value in condition.children})  # type: ignore[misc]
