from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms

from accounts.forms.fields import PersonField
from accounts.models import Team, User
from actions.forms.details import DAY, limit
from actions.models import Action
from kit.errors import Refused, Stale
from learning.models import Question


class Settling(forms.Form):
    def settled(self, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What the verb answers; when a rule refuses, None, and the form says why with everything typed kept."""
        try:
            return verb(*args, **kwargs, **self.cleaned_data)
        except Stale:
            raise
        except Refused as refusal:
            for reason in refusal.reasons:
                self.add_error(None, reason)
            return None


class AskForm(forms.Form):
    team = forms.ModelChoiceField(Team.objects.none(), to_field_name="slug", label="Team", empty_label="Choose a team")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Team.objects.visible_to(user).open()
        self.initial.setdefault("team", next((team.slug for team in user.own_teams if not team.archived_at), ""))


class NoForm(Settling):
    prefix = "no"
    reason = forms.CharField(
        max_length=1_000,
        label="Why not?",
        help_text="For example: a limiter in front of our pool was tried in a drill. Readers of the write-up see it.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say in a sentence why it could not happen here."},
    )


class YesForm(Settling):
    prefix = "yes"
    title = forms.CharField(
        max_length=limit("title"),
        label="What will you change?",
        help_text="One sentence that says what is different then.",
        error_messages={"required": "Say in a few words what will change."},
    )
    owner = PersonField(label="Owner", help_text="One person who sees it through.")
    due_on = forms.DateField(required=False, label="Deadline", widget=DAY, help_text="Empty: from the priority.")
    priority = forms.ChoiceField(choices=Action.Priority.choices, initial=Action.Priority.MEDIUM)
    done_when = forms.CharField(
        required=False, max_length=limit("done_when"), label="Done when", widget=forms.Textarea(attrs={"rows": 2})
    )
    once = forms.CharField(max_length=36, widget=forms.HiddenInput, initial=lambda: str(uuid4()))

    def __init__(self, *args: Any, user: User, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.initial.setdefault("owner", user.handle if question.team_id in user.team_ids else "")
