from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Team, User
from incidents.models import Service


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Service
        fields = ("name", "team", "tier", "description")
        labels = {"team": "Owning team"}
        help_texts = {"description": "What it does for whom, in a sentence."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.visible_to(user).open()
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = teams if user.is_administrator else teams.filter(pk__in=user.led_team_ids)

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Service.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"There is already a service called {name}.")
        return name

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
