"""What is said to several actions at once, why one is quiet for a while, and whether one helped."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from accounts.forms.fields import PersonField
from actions.forms.details import DAY
from actions.forms.progress import WHY, words
from actions.models import Action, Check
from actions.workflow.snoozing import latest_end


class SnoozeForm(forms.Form):
    until = forms.DateField(label="Until", widget=DAY)
    reason = words("Why is it quiet?", help_text=WHY)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if action.is_running and action.owner is not None:
            latest = latest_end(action)
            self.initial = {"until": latest, **self.initial}
            self.fields["until"].help_text = f"{latest:%-d %b %Y} at the latest."


class DeclineForm(forms.Form):
    reason = words("Why is it not for you?", help_text=WHY)


class CheckForm(forms.Form):
    answer = forms.ChoiceField(
        label="Did it help?",
        choices=[
            (Check.Answer.EFFECTIVE, "Effective: it did not come back"),
            (Check.Answer.NOT_EFFECTIVE, "Not effective: it came back"),
            (Check.Answer.UNKNOWN, "Unknown: nothing has put it to the test yet"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one: effective, not effective or unknown."},
    )
    note = words("How do you know?", required=False, help_text="Needed when it did not help. Readers will see it.")
    due_on = forms.DateField(
        required=False,
        label="Take it up again by",
        help_text="Only when it did not help: it is open again then, with your note as the reason.",
        widget=DAY,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("answer") == Check.Answer.NOT_EFFECTIVE and not given.get("note"):
            self.add_error("note", "Say what came back.")
        if given.get("answer") != Check.Answer.NOT_EFFECTIVE and given.get("due_on"):
            self.add_error("due_on", "Only an action that did not help is taken up again here.")
        return given


class AskForm(forms.Form):
    text = words("What do you want to know?", "Say what you want to know.", help_text="Each owner is told.")
    once = forms.CharField(max_length=36, widget=forms.HiddenInput, initial=lambda: str(uuid4()))


class MoveForm(forms.Form):
    due_on = forms.DateField(label="New deadline", widget=DAY)
    reason = words("Why do they move?", help_text=WHY)


class HandOverForm(forms.Form):
    owner = PersonField(label="New owner", error_messages={"required": "Name the new owner."})


class DropAllForm(forms.Form):
    rationale = words("Why are they dropped?", help_text="Readers will see this, with the risk it leaves.")
