"""What the incident list can be narrowed to; everything is in the address, and nonsense in it is ignored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Team
from incidents.models import Incident, Service
from incidents.querysets import IncidentQuerySet
from incidents.references import number_of
from kit.searching import holds

SORTS = {
    "newest": ("Newest first", ("-started_at", "-pk")),
    "severity": ("Most severe first", ("severity", "-started_at", "-pk")),
    "longest": ("Longest first", ("-lasted", "-pk")),
}


@dataclass(frozen=True)
class Chip:
    """A filter that is set; `href` is the list without it."""

    label: str
    value: str
    href: str


class FilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=200, label="Title or reference")
    severity = forms.ChoiceField(required=False, choices=[("", "Any severity"), *Incident.Severity.choices])
    status = forms.ChoiceField(
        required=False, choices=[("", "Any status"), ("unresolved", "Not resolved"), *Incident.Status.choices]
    )
    kind = forms.ChoiceField(
        required=False, choices=[("", "Any kind"), *Incident.Kind.choices, ("proactive", "Proactive review")]
    )
    service = forms.ChoiceField(required=False)
    team = forms.ChoiceField(required=False)
    since = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(required=False, choices=[(key, label) for key, (label, _) in SORTS.items()])

    def __init__(self, data: QueryDict, *, user: Any) -> None:
        super().__init__(data, auto_id="f-%s")
        self.address = data
        for name, rows in (("service", Service.objects), ("team", Team.objects)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            # Names and addresses only: hundreds of whole rows would be most of the page's time.
            field.choices = [("", f"Any {name}"), *rows.visible_to(user).values_list("slug", "name")]
        self.is_valid()

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set and make sense."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "sort"}

    @property
    def sorting(self) -> str:
        return self.cleaned_data.get("sort") or "newest"

    @property
    def order(self) -> tuple[str, ...]:
        return SORTS[self.sorting][1]

    def narrowed(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        for name, value in self.chosen.items():
            incidents = incidents.filter(getattr(self, f"_{name}")(value))
        if self.sorting == "longest":
            incidents = incidents.filter(resolved_at__isnull=False).annotate(lasted=F("resolved_at") - F("started_at"))
        return incidents

    def clean_address(self) -> str:
        """The address of this list without its empty parts."""
        kept = self.address.copy()
        for name in [name for name, value in kept.items() if not value]:
            del kept[name]
        return f"?{kept.urlencode()}" if kept else "?"

    def chips(self) -> list[Chip]:
        return [
            Chip(self._label(name), self._said(name, value), self._without(name)) for name, value in self.chosen.items()
        ]

    def _q(self, words: str) -> Q:
        number = number_of(words) or (int(words) if words.isdecimal() and len(words) < 10 else None)
        title = holds("title", words)
        return title | Q(number=number) if number else title

    def _severity(self, severity: str) -> Q:
        return Q(severity=severity)

    def _status(self, status: str) -> Q:
        return Q(status__in=["open", "mitigated"]) if status == "unresolved" else Q(status=status)

    def _kind(self, kind: str) -> Q:
        return Q(proactive=True) if kind == "proactive" else Q(kind=kind)

    def _service(self, slug: str) -> Q:
        return Q(Exists(Incident.services.through.objects.filter(incident=OuterRef("pk"), service__slug=slug)))

    def _team(self, slug: str) -> Q:
        return Q(Exists(Incident.teams.through.objects.filter(incident=OuterRef("pk"), team__slug=slug)))

    def _since(self, day: date) -> Q:
        return Q(started_at__gte=_midnight(day))

    def _until(self, day: date) -> Q:
        return Q(started_at__lt=_midnight(day) + timedelta(days=1))

    def _label(self, name: str) -> str:
        return "Search" if name == "q" else str(self.fields[name].label or name.capitalize())

    def _said(self, name: str, value: Any) -> str:
        choices = getattr(self.fields[name], "choices", None)
        if isinstance(value, str) and choices:
            return str(dict(choices).get(value, value))
        return f"{value.day} {value:%b %Y}" if isinstance(value, date) else str(value)

    def _without(self, name: str) -> str:
        rest = self.address.copy()
        for gone in (name, "after", "before"):
            rest.pop(gone, None)
        return f"?{rest.urlencode()}"


def _midnight(day: date) -> datetime:
    """The start of the reader's day; the last years of the calendar have no zone arithmetic."""
    if not 2 <= day.year <= 9997:
        return datetime(2 if day.year < 2 else 9997, 1, 1, tzinfo=UTC)
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())
