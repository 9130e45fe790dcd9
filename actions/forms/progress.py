"""What is said of an action on its way, and at its end."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from accounts.forms.fields import PersonField
from actions.forms.details import DAY
from actions.models import Action, Decision

WHY = "Readers will see this. Good reasons say what changes in the meantime."


REASON = "Give the reason: readers will see it."


def words(label: str, missing: str = REASON, **kwargs: Any) -> forms.CharField:
    area, errors = forms.Textarea(attrs={"rows": 3}), {"required": missing}
    return forms.CharField(**{"label": label, "max_length": 2_000, "widget": area, "error_messages": errors, **kwargs})


class UpdateForm(forms.Form):
    text = words(
        "How does it go?",
        "Say how it goes, in a sentence or two.",
        help_text="Done since the last update, what comes next, what is in the way.",
    )
    state = forms.ChoiceField(
        label="Status", choices=[(state.value, state.label) for state in (Action.State.TODO, Action.State.IN_PROGRESS)]
    )
    blocked = forms.BooleanField(required=False, label="It is blocked")
    once = forms.CharField(max_length=36, widget=forms.HiddenInput, initial=lambda: str(uuid4()))

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moving = action.state == Action.State.TODO and not self.is_bound
        state = Action.State.IN_PROGRESS if moving else action.state
        self.initial = {"state": state, "blocked": action.blocked, **self.initial}


class CompletionForm(forms.Form):
    evidence = words(
        "How can it be seen?", required=False, help_text="For example: the alert fired in Tuesday's drill."
    )
    evidence_url = forms.URLField(required=False, max_length=1_000, label="Link to the evidence", assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given.get("evidence") or given.get("evidence_url")):
            self.add_error("evidence", "Say in a sentence how it can be seen, or give a link.")
        return given


class DropForm(forms.Form):
    rationale = words("Why is it dropped?", help_text="Readers will see this, with the risk it leaves.")


class PriorityForm(forms.Form):
    due_on = forms.DateField(label="New deadline", widget=DAY)
    priority = forms.ChoiceField(choices=Action.Priority.choices)
    owner = PersonField(label="Owner")
    reason = words("Why?", help_text=WHY)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"priority": action.priority, "owner": action.owner, **self.initial}


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=Decision.Outcome.choices,
        error_messages={"required": "Choose one: complete, reprioritise or drop."},
    )
    commit_on = forms.DateField(required=False, label="New date", widget=DAY)
    due_on = forms.DateField(required=False, label="New deadline", widget=DAY)
    priority = forms.ChoiceField(choices=Action.Priority.choices, required=False)
    owner = PersonField(required=False, label="New owner")
    reason = words("Why?", help_text=WHY)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"priority": action.priority, "owner": action.owner, **self.initial}
        self.may_commit = not action.decisions.filter(outcome=Decision.Outcome.COMPLETE).exists()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        outcome = given.get("outcome")
        commit_on = given.pop("commit_on", None)
        if outcome == Decision.Outcome.DROP:
            return {"outcome": outcome, "reason": given.get("reason", "")}
        if outcome == Decision.Outcome.COMPLETE:
            if commit_on is None and "commit_on" not in self.errors:
                self.add_error("commit_on", "Name the date it will be done by.")
            return {"outcome": outcome, "reason": given.get("reason", ""), "due_on": commit_on}
        if outcome and given.get("due_on") is None and "due_on" not in self.errors:
            self.add_error("due_on", "Name the new deadline.")
        given["priority"] = given.get("priority") or None
        return given


class ReopeningForm(forms.Form):
    reason = words("Why is it taken up again?")
    due_on = forms.DateField(required=False, label="New deadline", help_text="Left empty, it stays.", widget=DAY)


class FollowUpForm(forms.Form):
    text = words(
        "What is said to all of them?", "Say it in a sentence or two.", help_text="Logged as an update on each."
    )
    once = forms.CharField(max_length=36, widget=forms.HiddenInput, initial=lambda: str(uuid4()))
