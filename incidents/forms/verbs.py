"""The small forms behind one verb each."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from incidents.forms.fields import LineField, MomentField
from incidents.models import Incident, IncidentLink, IncidentRelation, Participation
from incidents.querysets import IncidentQuerySet
from incidents.references import number_of
from kit import clock

REASON = forms.Textarea(attrs={"rows": 2})


class SeverityForm(forms.Form):
    severity = forms.ChoiceField(choices=Incident.Severity.choices, widget=forms.RadioSelect)
    reason = LineField(max_length=500, required=False, help_text="What is known now that was not before.")


class MomentForm(forms.Form):
    at = MomentField(label="When")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"at": clock.now().replace(second=0)})
        super().__init__(*args, **kwargs)


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=2_000, widget=REASON)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=Incident.Decision.choices[1:], widget=forms.RadioSelect)
    reason = forms.CharField(
        max_length=2_000, required=False, widget=REASON, help_text="Needed when the answer is no; it stays readable."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == "none" and not given.get("reason", "").strip():
            self.add_error("reason", "Say why no write-up is needed.")
        return given


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(choices=Incident.Visibility.choices, widget=forms.RadioSelect)


class PersonForm(forms.Form):
    user = forms.CharField(label="Person", max_length=40, help_text="A handle, for example ana-silva.")
    role = forms.ChoiceField(choices=Participation.Role.choices, initial=Participation.Role.RESPONDER)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_user(self) -> User:
        handle = self.cleaned_data["user"].strip().lstrip("@").lower()
        user = User.objects.visible_to(self.viewer).filter(handle=handle, is_active=True).first()
        if user is None:
            raise forms.ValidationError(f"Nobody here has the handle {handle}.")
        return user


class LinkForm(forms.Form):
    url = forms.URLField(label="Address", max_length=1_000, assume_scheme="https")
    label = LineField(max_length=120, required=False, help_text="What people will read. Empty: the address.")
    kind = forms.ChoiceField(choices=IncidentLink.Kind.choices)
    note = LineField(max_length=200, required=False, help_text="For example: 214 messages, 10:30 to 12:45.")

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not url.startswith(("https://", "http://")):
            raise forms.ValidationError("A link begins with https:// or http://.")
        return url


class RelateForm(forms.Form):
    other = forms.CharField(label="Incident", max_length=20, help_text="Its reference, for example INC-42.")
    kind = forms.ChoiceField(label="This one is a", choices=IncidentRelation.Kind.choices)
    reason = LineField(max_length=500, help_text="What the two have in common, in a sentence.")

    def __init__(self, *args: Any, visible: IncidentQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visible = visible

    def clean_other(self) -> Incident:
        said = self.cleaned_data["other"]
        other = self.visible.filter(number=number_of(said) or 0).first()
        if other is None:
            raise forms.ValidationError(f"There is no incident {said.strip().upper()} that you can see.")
        return other


class TagsForm(forms.Form):
    technology = LineField(
        max_length=600, required=False, help_text="Separate by commas, for example PostgreSQL, Kafka."
    )
    failure_mode = LineField(max_length=600, required=False, help_text="For example resource exhaustion.")
    cause = LineField(label="Cause category", max_length=600, required=False)
    other = LineField(label="Other tags", max_length=600, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, said in given.items():
            if too_long := [part for part in _parts(said) if len(part) > 60]:
                self.add_error(name, f"A tag has at most 60 characters; “{too_long[0][:20]}…” has {len(too_long[0])}.")
        return given

    def pairs(self) -> list[tuple[str, str]]:
        return [(kind, part) for kind, said in self.cleaned_data.items() for part in _parts(said)]


class GapForm(forms.Form):
    start = forms.DateTimeField(widget=forms.HiddenInput)
    end = forms.DateTimeField(widget=forms.HiddenInput)
    note = LineField(max_length=300, required=False, help_text="What people waited for, for example: the pool drained.")


def _parts(said: str) -> list[str]:
    return [part.strip() for part in said.split(",") if part.strip()]
