from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents import times
from incidents.forms.fields import LineField, MomentField, OnceField, SuggestingInput, VersionField
from incidents.models import TimelineEntry
from kit import clock

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)(?::([0-5]\d))?")
NOT_A_TIME = "Give a time such as 12:20, or a date and a time such as 2025-11-10 12:20."


class ClockField(forms.CharField):
    """ "12:20" on the day that brings it closest to `near`, or a whole date and time; in the active zone."""

    near: datetime

    def clean(self, value: Any) -> datetime:
        at: datetime
        said = str(super().clean(value)).strip()
        if match := _CLOCK.fullmatch(said):
            at = closest(time(int(match[1]), int(match[2]), int(match[3] or 0)), self.near)
        else:
            try:
                at = forms.DateTimeField().clean(said)
            except (ValidationError, OverflowError) as error:
                raise ValidationError(NOT_A_TIME, code="invalid") from error
        try:
            problem = times.problem(at, now=clock.now())
        except OverflowError as error:
            raise ValidationError(NOT_A_TIME, code="invalid") from error
        if problem:
            raise ValidationError(problem, code="impossible")
        return at


def closest(said: time, near: datetime) -> datetime:
    """The moment with this time of day, in the active zone, that lies closest to `near`."""
    zone = timezone.get_current_timezone()
    day = near.astimezone(zone).date()
    candidates = [datetime.combine(day + timedelta(days=days), said, tzinfo=zone) for days in (-1, 0, 1)]
    return min(candidates, key=lambda at: abs(at - near))


class QuickForm(forms.Form):
    """One line of the timeline, typed while things happen."""

    at = ClockField(max_length=30, label="Time")
    who = LineField(max_length=200, required=False, label="Who or what")
    text = LineField(max_length=2_000, label="What happened")
    once = OnceField()

    def __init__(self, data: Any = None, *, reference: datetime) -> None:
        super().__init__(data, auto_id="quick-%s", initial={"once": uuid.uuid4().hex})
        field = self.fields["at"]
        assert isinstance(field, ClockField)
        field.near = reference


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    at = MomentField(label="Time")
    evidence_url = forms.URLField(label="Link to it", max_length=1_000, required=False, assume_scheme="https")
    version = VersionField()
    once = OnceField()

    class Meta:
        model = TimelineEntry
        fields = ("at", "kind", "text", "who", "told", "known", "options", "missing") + (
            "source",
            "evidence_label",
            "evidence_url",
            "certainty",
            "milestone",
            "starred",
        )
        labels = {
            "text": "What happened",
            "who": "Who or what",
            "told": "Who was told",
            "source": "Channel or source",
            "known": "Known at the time",
            "options": "Options considered",
            "missing": "What was not known",
            "evidence_label": "Evidence",
            "milestone": "Proves a milestone",
            "starred": "A key moment",
        }
        help_texts = {
            "text": "Short Markdown, the fact first.",
            "known": "What people could see when they decided, not what turned out later.",
            "milestone": "The milestone takes this entry's time.",
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "known": forms.Textarea(attrs={"rows": 2}),
            "options": forms.Textarea(attrs={"rows": 2}),
            "missing": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, parties: Iterable[str] = (), **kwargs: Any) -> None:
        """`parties` are suggested for who spoke and who was told; anybody else may be typed."""
        super().__init__(*args, **kwargs)
        for name in ("who", "told"):
            self.fields[name].widget = SuggestingInput(parties, {"maxlength": 200})
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        else:
            self.fields["version"].required = False
            self.fields["once"].initial = uuid.uuid4().hex

    @property
    def is_decision(self) -> bool:
        return str(self["kind"].value()) == "decision"

    def details(self) -> dict[str, Any]:
        """What the verbs take: everything for a new entry, what was changed for one that is there."""
        names = self.Meta.fields if self.instance.pk is None else self.changed_data
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in names}
