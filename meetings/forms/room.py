from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.forms.fields import PersonField
from accounts.models import User
from meetings import quick
from meetings.models import Note


class CaptureForm(forms.Form):
    """One line that says what, who, until when and how important."""

    text = forms.CharField(
        max_length=400,
        error_messages={
            "required": "Say in a few words what will change.",
            "max_length": "Keep it to 400 characters; this has %(show_value)d.",
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "text" not in given:
            return given
        said = quick.parse(given["text"], today=self.today)
        owner: User | None = None
        if said.handle is not None:
            owner = User.objects.active().filter(handle=said.handle).first()
            if owner is None:
                self.add_error("text", f"Nobody active has the handle @{said.handle}.")
        if not said.title:
            self.add_error("text", "Say in a few words what will change.")
        details: dict[str, Any] = {"title": said.title, "owner": owner, "due_on": said.due_on}
        return details | ({"priority": said.priority} if said.priority else {})


class NoteForm(forms.Form):
    kind = forms.ChoiceField(choices=Note.Kind.choices)
    text = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Write something down first.",
            "max_length": "Keep it to 500 characters; this has %(show_value)d.",
        },
    )


class WordsForm(forms.Form):
    text = forms.CharField(max_length=1_000, error_messages={"required": "Write something first."})


class OwnerForm(forms.Form):
    owner = PersonField()


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label="What came of it?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence, or where to read it.",
        error_messages={"required": "Say in a sentence what came of it."},
    )
