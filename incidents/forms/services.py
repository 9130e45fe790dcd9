from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import Team, User
from incidents.models import Service


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Service
        fields = ("name", "team", "tier", "description", "depends_on")
        labels = {"team": "Owning team", "depends_on": "Depends on"}
        help_texts = {
            "description": "What it does for whom, in a sentence.",
            "depends_on": "Services it cannot work without. When one of them fails, your team is asked what follows.",
        }
        widgets = {"depends_on": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.visible_to(user).open()
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = teams if user.is_administrator else teams.filter(pk__in=user.led_team_ids)

        depends = self.fields["depends_on"]
        assert isinstance(depends, forms.ModelMultipleChoiceField)
        others = Service.objects.visible_to(user).exclude(pk=self.instance.pk or 0)
        kept = Q(dependents=self.instance) if self.instance.pk else Q()
        depends.queryset = others.filter(Q(archived_at__isnull=True) | kept).distinct()

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Service.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"There is already a service called {name}.")
        return name

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
