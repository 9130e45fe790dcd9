from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from incidents.models import Incident
from incidents.references import number_of


class RecurrenceForm(forms.Form):
    other = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_other(self) -> Incident:
        other = (
            Incident.objects.visible_to(self.reader).filter(number=number_of(self.cleaned_data["other"]) or 0).first()
        )
        if other is None:
            raise forms.ValidationError("There is no such incident that you can see.")
        return other
