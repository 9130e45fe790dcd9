from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from accounts.forms.fields import PersonField
from accounts.models import User
from actions.models import Action
from incidents.models import Incident, IncidentRelation
from kit import clock
from postmortems.forms.fields import IncidentField, TokenField, VersionField
from postmortems.models import ContributingFactor, FactorCategory, ImpactFigure


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of a block: new ones carry a token, those there are the version that was shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["once"] = TokenField()
        else:
            self.fields["version"] = VersionField()
            self.initial["version"] = self.instance.version

    def changes(self) -> dict[str, Any]:
        """What was typed, without token and version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "version")}


class FigureForm(RowForm):
    class Meta:
        model = ImpactFigure
        fields = ("area", "value", "label", "detail", "certainty")
        labels = {"area": "Impact on", "value": "Figure", "label": "Of what", "certainty": "How do you know"}
        help_texts = {"value": "For example 1,200 or 1 h 20 min.", "label": "For example customers affected."}
        widgets = {"certainty": forms.RadioSelect}


class FactorForm(RowForm):
    category = forms.ChoiceField(widget=forms.RadioSelect)

    class Meta:
        model = ContributingFactor
        fields = ("category", "text")
        labels = {"text": "What contributed"}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = Q(archived_at__isnull=True) | Q(key=self.instance.category)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(FactorCategory.objects.filter(wanted).values_list("key", "name"))


class AnswerForm(forms.Form):
    """Which of the incident's actions answer the factor."""

    actions = forms.ModelMultipleChoiceField(
        Action.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Answered by"
    )
    version = VersionField()

    def __init__(self, *args: Any, factor: ContributingFactor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"actions": factor.actions.all(), "version": factor.version}
        field = self.fields["actions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Action.objects.filter(incident=factor.postmortem.incident_id).order_by("number")


class RiskForm(forms.Form):
    owner = PersonField(label="Who answers for it")
    reason = forms.CharField(max_length=500, label="Why it is accepted", widget=forms.Textarea(attrs={"rows": 2}))
    until = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="On this day it is looked at again.",
    )
    version = VersionField()

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until <= clock.now().date():
            raise forms.ValidationError("Choose a day to come, when the risk is looked at again.")
        return until


class RenewalForm(RiskForm):
    field_order = ("until", "reason", "owner")

    def __init__(self, *args: Any, factor: ContributingFactor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"owner": factor.risk_owner, "version": factor.version}
        self.fields["until"].label = "Accepted until"
        self.fields["reason"].label = "Why it is accepted for longer"


class RelationForm(forms.Form):
    other = IncidentField(max_length=20, label="Incident", help_text="Its reference, for example INC-42.")
    kind = forms.ChoiceField(choices=IncidentRelation.Kind.choices, label="How it is related")
    reason = forms.CharField(max_length=500, label="Why it matters here", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, IncidentField)
        field.visible_to = by


class PromiseForm(forms.ModelForm):  # type: ignore[type-arg]
    """An action made in the write-up. Owner and deadline may wait until publication asks for them."""

    owner = PersonField(required=False, label="Owner", help_text="One person who will see it through.")
    once = TokenField()
    field_order = ("title", "done_when", "owner", "due_on", "priority", "category", "benefit")

    class Meta:
        model = Action
        fields = ("title", "done_when", "due_on", "priority", "category", "benefit")
        labels = {"title": "What will change", "done_when": "Done when", "due_on": "Deadline"}
        help_texts = {
            "title": "A change somebody could see was made.",
            "due_on": "Left empty: 14, 30 or 90 days from today, by priority.",
        }
        widgets = {
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "done_when": forms.Textarea(attrs={"rows": 2}),
            "priority": forms.RadioSelect,
        }

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident = incident

    def details(self) -> dict[str, Any]:
        """What actions.workflow.create takes."""
        return {**self.cleaned_data, "incident": self.incident, "source": "write_up"}
