from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from incidents.models import TimelineEntry
from kit import markdown
from meetings.forms.planning import StartField

LONGEST = 90


def _words(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=1_000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Keep it to 1,000 characters; this has %(show_value)d."},
    )


def choices(entries: Iterable[TimelineEntry]) -> list[tuple[str, str]]:
    """Made once for all the forms of a page."""
    return [("", "One that the timeline does not have"), *((str(entry.pk), _named(entry)) for entry in entries)]


def _named(entry: TimelineEntry) -> str:
    text = markdown.plain(entry.text)
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    return f"{timezone.localtime(entry.at):%d %b %H:%M} {text}"


class RecollectionForm(forms.Form):
    """One moment. At least one of the three texts; when nobody knows the time, none."""

    TOLD = ("saw", "expected", "did")

    entry = forms.ChoiceField(
        required=False, label="Which moment", error_messages={"invalid_choice": "This entry is not in the timeline."}
    )
    at = StartField(required=False, label="When, as you remember it", help_text="Empty: the time of the entry.")
    saw = _words("What I saw", "On a screen, in a chat, on the phone.")
    expected = _words("What I expected", "What ought to have happened then.")
    did = _words("What I did", "Also: what I left alone, and why.")

    def __init__(self, *args: Any, entries: Sequence[TimelineEntry], named: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(entry.pk): entry for entry in entries}
        field = self.fields["entry"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = named or choices(entries)

    def clean_entry(self) -> TimelineEntry | None:
        return self.entries.get(self.cleaned_data["entry"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in self.TOLD):
            raise forms.ValidationError("Write what you saw, expected or did.")
        return given


class QuestionForm(forms.Form):
    text = forms.CharField(
        label="What should the room talk about?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the room should talk about."},
    )
