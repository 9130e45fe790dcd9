"""What reviewing and publishing ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from postmortems.forms.fields import PeopleField
from postmortems.models import Verdict

NOTE_LIMIT = 2_000
SUMMARY_LIMIT = 5_000
HANDLES_LIMIT = 500


def _words(limit: int, rows: int = 3, **details: Any) -> forms.CharField:
    message = f"Keep it to {limit:,} characters; this has %(show_value)d."
    return forms.CharField(
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": message},
        **details,
    )


class RequestReviewForm(forms.Form):
    reviewers = PeopleField(
        label="Reviewers",
        max_length=HANDLES_LIMIT,
        help_text="Handles with commas between them, at least one. Authors cannot review their own write-up.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    note = _words(NOTE_LIMIT, required=False, label="Note", help_text="What to look at first.")


class VerdictForm(forms.Form):
    """`revision` is the number of the one that was on the screen."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    checked = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Checklist")
    outcome = forms.ChoiceField(
        choices=Verdict.Outcome.choices, widget=forms.RadioSelect, label="Verdict", initial=Verdict.Outcome.COMMENT
    )
    summary = _words(SUMMARY_LIMIT, rows=4, required=False, label="Summary of your review")
    open_reason = _words(NOTE_LIMIT, rows=2, required=False, label="Why approve with checks left open")

    def __init__(self, data: Any = None, *, checklist: list[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["checked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(check, check) for check in checklist]


class ReasonForm(forms.Form):
    reason = _words(NOTE_LIMIT, label="Reason")


class AmendForm(forms.Form):
    reason = _words(NOTE_LIMIT, label="Why does the published text change?", help_text="Readers see this.")


class PublishForm(forms.Form):
    note = _words(
        NOTE_LIMIT, required=False, label="Note to readers", help_text="It is kept with the version and told with it."
    )
