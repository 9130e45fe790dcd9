from __future__ import annotations

from typing import Any

from django import forms

from actions.models import Action
from incidents.forms.fields import SuggestingInput
from postmortems.forms.blocks import RowForm
from postmortems.models import Defence, Mitigator, Postmortem, WhatIf
from postmortems.supplied.questions import LAYERS


class DefenceForm(RowForm):
    class Meta:
        model = Defence
        fields = ("layer", "purpose", "outcome", "detail", "closed_by")
        labels = {
            "purpose": "What it is meant to stop",
            "outcome": "This time",
            "detail": "Where the hole was, or how it held",
            "closed_by": "Closed by",
        }
        help_texts = {
            "layer": "Layers stand in the order in which a change, or the incident, comes to them.",
            "closed_by": "The action item that closes the hole, if there is one.",
        }
        widgets = {
            "layer": SuggestingInput(LAYERS),
            "outcome": forms.RadioSelect,
            "detail": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, postmortem: Postmortem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["closed_by"]
        assert isinstance(field, forms.ModelChoiceField)
        field.empty_label = "No action item"
        field.queryset = Action.objects.filter(incident=postmortem.incident_id).order_by("number")


class MitigatorForm(RowForm):
    class Meta:
        model = Mitigator
        fields = ("text", "effect")
        labels = {"text": "What limited the damage", "effect": "What it spared"}
        help_texts = {
            "text": "A switch, a rollback that was rehearsed, somebody who knew. Luck has a section of its own.",
            "effect": "How it would have gone without it.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "effect": forms.Textarea(attrs={"rows": 2})}


class WhatIfForm(RowForm):
    class Meta:
        model = WhatIf
        fields = ("question", "answer")
        widgets = {"question": forms.Textarea(attrs={"rows": 2}), "answer": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"answer": "What would have been different, and what does that say about the system as it is?"}
