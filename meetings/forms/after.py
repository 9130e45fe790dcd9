from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import Capture
from meetings.survey import QUESTIONS

ANSWERS = [("accepted", "Yes, it is mine, by that day"), ("other_date", "Yes, but by another day"), ("declined", "No")]
SCALE = [(5, "5, fully"), (4, "4"), (3, "3"), (2, "2"), (1, "1, not at all")]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=ANSWERS, widget=forms.RadioSelect, label="Do you take it?")
    proposed_on = forms.DateField(
        required=False, label="By which day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="Needed when you say no."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == Capture.Answer.DECLINED and not given.get("reason", "").strip():
            self.add_error("reason", "Say why, so that somebody else can take it.")
        if given.get("answer") == Capture.Answer.OTHER_DATE and not given.get("proposed_on"):
            self.add_error("proposed_on", "Propose a day.")
        return given


class SurveyForm(forms.Form):
    """Three figures from 1 to 5."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, question in QUESTIONS.items():
            self.fields[key] = forms.TypedChoiceField(label=question, choices=[("", "Choose"), *SCALE], coerce=int)
