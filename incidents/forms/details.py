from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Team, User
from incidents import criteria
from incidents.forms.fields import MomentField, VersionField
from incidents.models import Incident, Service, TimelineEntry
from incidents.models.incident import MILESTONES


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    criteria = forms.MultipleChoiceField(choices=[(key, c.label) for key, c in criteria.BY_KEY.items()], required=False)
    version = VersionField()

    class Meta:
        model = Incident
        fields = ("title", "kind", "proactive", "summary", "services", "teams") + (
            "users_percent",
            "users_affected",
            "detected_by",
            "trigger",
            "criteria",
        )
        labels = {
            "users_percent": "Users affected, %",
            "users_affected": "Users affected",
            "proactive": "Proactive review",
        }
        widgets = {
            "services": forms.CheckboxSelectMultiple,
            "teams": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["title"].help_text = "What failed, not who was involved."
        services, teams = self.fields["services"], self.fields["teams"]
        assert isinstance(services, forms.ModelMultipleChoiceField) and isinstance(
            teams, forms.ModelMultipleChoiceField
        )
        # What is named already stays offered although it has been archived since.
        services.queryset = Service.objects.visible_to(user).offered(self.instance)
        teams.queryset = Team.objects.visible_to(user).open() | Team.objects.filter(incidents=self.instance)
        teams.queryset = teams.queryset.distinct()

    def clean_users_percent(self) -> Any:
        percent = self.cleaned_data["users_percent"]
        if percent is not None and not 0 <= percent <= 100:
            raise forms.ValidationError("Give a share between 0 and 100.")
        return percent

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class MilestonesForm(forms.Form):
    """A time for each milestone, or the entry that proves it, whose time then counts."""

    version = VersionField()

    def __init__(self, data: Any = None, *, incident: Incident, entries: list[TimelineEntry]) -> None:
        super().__init__(data, initial={"version": incident.version})
        self.entries = {str(entry.pk): entry for entry in entries}
        proofs = {entry.milestone: entry for entry in entries if entry.milestone}
        offered = [
            ("", "No entry"),
            *((key, f"{entry.at:%H:%M} {entry.text[:60]}") for key, entry in self.entries.items()),
        ]
        labels = dict(TimelineEntry.Milestone.choices)
        for name in MILESTONES:
            at = getattr(incident, f"{name}_at")
            self.fields[f"{name}_at"] = MomentField(label=labels[name], required=name == "started", initial=at)
            proof = proofs.get(name)
            self.fields[f"{name}_proof"] = forms.ChoiceField(
                label="Proved by", choices=offered, required=False, initial=str(proof.pk) if proof else ""
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{name}_at"], self[f"{name}_proof"]) for name in MILESTONES]

    def times(self) -> dict[str, Any]:
        """Of the milestones of which anything was changed."""
        changed = {name.removesuffix("_at").removesuffix("_proof") for name in self.changed_data}
        return {name: self.cleaned_data[f"{name}_at"] for name in MILESTONES if name in changed}

    def proofs(self) -> dict[str, TimelineEntry | None]:
        """Of the milestones whose proof was chosen anew: a new time alone ends an old proof."""
        chosen = [name for name in MILESTONES if f"{name}_proof" in self.changed_data]
        return {name: self.entries.get(self.cleaned_data[f"{name}_proof"]) for name in chosen}
