from __future__ import annotations

from datetime import UTC
from typing import Any

from django import forms
from django.utils.text import Truncator

from incidents.models import TimelineEntry
from postmortems import tree
from postmortems.forms.blocks import RowForm
from postmortems.models import Postmortem, Why

TOP = ""


class EntryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An entry of the incident's timeline, named by its time in UTC and its first words."""

    def label_from_instance(self, entry: Any) -> str:
        return f"{entry.at.astimezone(UTC):%-d %b %H:%M} {Truncator(' '.join(entry.text.split())).chars(80)}"


class WhyForm(RowForm):
    parent = forms.ModelChoiceField(Why.objects.none(), required=False, widget=forms.HiddenInput)
    evidence_url = forms.URLField(label="Link to it", max_length=1_000, required=False, assume_scheme="https")
    evidence_entry = EntryField(
        TimelineEntry.objects.none(), required=False, label="Entry of the timeline that shows it", empty_label="None"
    )
    field_order = ("parent", "question", "answer", "evidence_label", "evidence_url", "evidence_entry")

    class Meta:
        model = Why
        fields = ("question", "answer", "evidence_label", "evidence_url", "evidence_entry")
        labels = {"evidence_label": "Evidence"}
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "answer": "About the system: what made it possible, or kept it from being noticed?",
            "evidence_label": "What shows it: a graph, a log, a change.",
        }

    def __init__(self, *args: Any, postmortem: Postmortem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = self.fields["evidence_entry"]
        assert isinstance(entries, forms.ModelChoiceField)
        entries.queryset = TimelineEntry.objects.filter(incident=postmortem.incident_id).kept().in_order()
        if self.instance.pk is not None:
            del self.fields["parent"]
            return
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Why.objects.filter(postmortem=postmortem)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("evidence_url") and not given.get("evidence_label"):
            self.add_error("evidence_label", "Say what the link shows.")
        return given

    def changes(self) -> dict[str, Any]:
        found = super().changes()
        entry = found.pop("evidence_entry")
        return found | {"evidence_entry_id": entry.pk if entry else None}


class HangForm(forms.Form):
    """Which answer a question hangs on from now on; on none: a line of its own."""

    below = forms.TypedChoiceField(label="Ask it below", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, why: Why, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {row.pk: row for row in Why.objects.filter(postmortem=why.postmortem_id)}
        parents: tree.Parents = {pk: row.parent_id for pk, row in rows.items()}
        homes = set(tree.homes(why.pk, parents))
        found = [
            (key, f"{number}. {rows[key].question}")
            for key, number, _ in tree.numbered(tree.branches(parents))
            if key in homes
        ]
        field = self.fields["below"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(TOP, "No other: a line of its own"), *found]
        self.initial = {"below": why.parent_id}
