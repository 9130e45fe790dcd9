from __future__ import annotations

import re
from typing import Any

from django import forms

from accounts.models import User
from incidents.models import Incident
from learning.forms.questions import Settling
from learning.models import Theme

MOST = 200


class ThemeForm(Settling):
    name = forms.CharField(max_length=80, label="Name", help_text="What the incidents have in common, in a few words.")
    description = forms.CharField(
        max_length=2_000, required=False, label="What you see in them", widget=forms.Textarea(attrs={"rows": 3})
    )
    incidents = forms.CharField(
        max_length=4_000,
        required=False,
        label="Incidents",
        help_text="Their references, separated by spaces or commas: INC-12, INC-42.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, theme: Theme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if theme is None:
            del self.fields["version"]
            return
        seen = Incident.objects.visible_to(user).filter(pk__in=theme.incidents.values("pk")).order_by("number")
        self.initial = {"name": theme.name, "description": theme.description, "version": theme.version}
        self.initial["incidents"] = ", ".join(incident.reference for incident in seen)

    def clean_incidents(self) -> list[Incident]:
        said = re.findall(r"[\w-]+", self.cleaned_data["incidents"].upper())
        if wrong := [word for word in said if not re.fullmatch(r"INC-\d{1,9}", word)]:
            raise forms.ValidationError(f"“{wrong[0][:20]}” is no reference. One looks like INC-42.")
        numbers = {int(word[4:]) for word in said}
        found = list(Incident.objects.visible_to(self.user).filter(number__in=sorted(numbers)[:MOST]))
        if missing := sorted(numbers - {incident.number for incident in found}):
            raise forms.ValidationError(f"There is no INC-{missing[0]} that you can see.")
        return found
