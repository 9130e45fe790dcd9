from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from accounts.forms.fields import PersonField
from accounts.models import Team, User
from meetings.agenda import ITEMS
from meetings.models import Meeting, Step
from postmortems.forms.fields import PeopleField

PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class StartInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else str(value) if value else None


class StartField(forms.DateTimeField):
    widget = StartInput
    default_error_messages = {"invalid": "Give a date and a time, for example 2025-11-12 14:00."}

    def to_python(self, value: Any) -> datetime | None:
        try:
            at = super().to_python(value)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error
        if at is not None and not 2000 <= at.year <= 2199:
            raise forms.ValidationError(self.error_messages["invalid"])
        return at


class PlanForm(forms.Form):
    starts_at = StartField(label="When")
    minutes = forms.TypedChoiceField(
        label="Length", choices=Meeting.Length.choices, coerce=int, initial=Meeting.Length.USUAL.value
    )
    facilitator = PersonField(help_text="Keeps time and keeps it blameless. Best somebody who did not respond.")
    note_taker = PersonField(required=False, label="Note-taker", help_text="Writes while the facilitator talks.")
    people = PeopleField(
        label="Who comes",
        max_length=2_000,
        required=False,
        help_text="Handles, with @ for a list to choose from: whoever detected, responded, resolved or writes.",
        widget=forms.Textarea(attrs={"rows": 2, **PLAIN}),
    )
    place = forms.CharField(
        max_length=300, required=False, label="Where", help_text="A room, or the address of the call."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        facilitator: User | None = given.get("facilitator")
        if facilitator is not None and facilitator == given.get("note_taker"):
            self.add_error("note_taker", "Ask somebody else: the facilitator has enough to do.")
        return given


class ChangeForm(PlanForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody invited reads it.",
    )


class AgendaForm(forms.Form):
    """Minutes of each item; 0 leaves it out."""

    def __init__(self, *args: Any, steps: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in steps:
            self.fields[step.key] = forms.IntegerField(
                label=ITEMS[step.key].title,
                min_value=0,
                max_value=60,
                initial=step.minutes,
                widget=forms.NumberInput(attrs={"class": "input-s num"}),
            )


class FeedForm(forms.Form):
    """A calendar of one's own meetings, or of a team's."""

    team = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label="My meetings", label="Meetings of")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Team.objects.visible_to(by).open().order_by("name")
