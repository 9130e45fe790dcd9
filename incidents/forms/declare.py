from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Team, User
from incidents import criteria
from incidents.criteria import Verdict
from incidents.forms.fields import LineField, MomentField, OnceField
from incidents.models import Incident, Service
from incidents.references import number_of
from kit import clock

TYPES = {
    "incident": ("Incident", "Something broke or degraded."),
    "near_miss": ("Near miss", "Caught in time, or by luck."),
    "proactive": ("Proactive review", "A trend or a risk, before it bites."),
}
SEVERITIES = {
    "sev1": "Complete outage or data loss.",
    "sev2": "Major degradation or partial outage.",
    "sev3": "Limited impact, or fixed quickly.",
    "sev4": "No effect on customers.",
}
# A proactive review has no outage to choose; a near miss is a kind of its own.
KINDS = [choice for choice in Incident.Kind.choices if choice[0] != "near_miss"]
TIMES = ("detected", "restored", "resolved")
MOST_RECURRING = 5
SUGGESTION = "Security incidents are usually seen only by the people listed on them. Choose who may see this one."


class DeclareForm(forms.Form):
    type = forms.ChoiceField(choices=[(key, label) for key, (label, _) in TYPES.items()], initial="incident")
    kind = forms.ChoiceField(choices=KINDS, initial="outage", required=False)
    title = LineField(max_length=200, help_text="What failed, not who was involved.")
    severity = forms.ChoiceField(choices=Incident.Severity.choices)
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    teams = forms.ModelMultipleChoiceField(Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    summary = forms.CharField(max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    started_at = MomentField(label="Impact started")
    detected_at = MomentField(label="Detected", required=False)
    restored_at = MomentField(label="Service restored", required=False)
    resolved_at = MomentField(label="All-clear", required=False)
    users_percent = forms.DecimalField(
        label="Users affected, %", min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False
    )
    criteria = forms.MultipleChoiceField(choices=[(key, c.label) for key, c in criteria.BY_KEY.items()], required=False)
    visibility = forms.ChoiceField(choices=Incident.Visibility.choices, initial="organisation")
    suggested = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("", "Decide later"), *Incident.Decision.choices[1:]], required=False)
    decision_reason = forms.CharField(
        label="Reason", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    once = OnceField()

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"started_at": clock.now().replace(second=0), "once": uuid.uuid4().hex})
        self.user = user
        for name, rows in (
            ("services", Service.objects.visible_to(user).current().select_related("team")),
            ("teams", Team.objects.visible_to(user).open()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = rows

    @property
    def may_decide(self) -> bool:
        """Whether a decision is theirs to take on some incident; on this one is asked when its teams are known."""
        return self.user.is_administrator or bool(self.user.led_team_ids)

    @property
    def answers(self) -> dict[str, Any]:
        """What the verdict depends on, as far as it is given; never raises."""
        percent = self.cleaned_data.get("users_percent") if self.is_bound else None
        return {
            "answers": self._given("criteria"),
            "severity": self._one("severity"),
            "kind": self.effective_kind,
            "users_percent": percent,
        }

    @property
    def effective_kind(self) -> str:
        return "near_miss" if self._one("type") == "near_miss" else self._one("kind") or "other"

    @property
    def wants_restriction(self) -> bool:
        return self.effective_kind == "security" or "security" in self._given("criteria")

    def verdict(self) -> Verdict:
        if self.is_bound:
            self.is_valid()
        return criteria.verdict(**self.answers)

    def suggest_visibility(self) -> bool:
        """Once, move the choice to restricted for a security incident, and back when it no longer is one.

        Answers whether the choice was moved.
        """
        suggested, chosen = self._one("suggested"), self._one("visibility")
        if self.wants_restriction and not suggested:
            moved = {"suggested": "restricted", "visibility": "restricted"}
        elif suggested and not self.wants_restriction and chosen == "restricted":
            moved = {"suggested": "", "visibility": "organisation"}
        else:
            return False
        assert isinstance(self.data, QueryDict)
        changed = self.data.copy()
        for name, value in moved.items():
            changed[name] = value
        self.data = changed
        return True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("visibility") != "restricted" and self.suggest_visibility():
            self.add_error("visibility", SUGGESTION)
        if given.get("decision"):
            self._check_decision(given)
        return given

    def _check_decision(self, given: dict[str, Any]) -> None:
        owners = {service.team_id for service in given.get("services", ())}
        involved = {team.pk for team in given.get("teams", ())} | owners
        if not (self.user.is_administrator or self.user.led_team_ids & involved):
            self.add_error("decision", "A tech lead of a team involved decides. Leave it open, and they are told.")
        if given.get("decision") == "none" and not given.get("decision_reason", "").strip():
            self.add_error("decision_reason", "Say why no write-up is needed.")

    def details(self) -> dict[str, Any]:
        """What `declare` takes."""
        given = dict(self.cleaned_data)
        near_miss = given.pop("type"), given.pop("kind"), given.pop("suggested")
        times = {name: given.pop(f"{name}_at") for name in TIMES}
        return {
            **given,
            "kind": self.effective_kind,
            "proactive": near_miss[0] == "proactive",
            "times": {name: at for name, at in times.items() if at},
        }

    @property
    def recurs(self) -> list[Incident]:
        """Earlier incidents that were ticked as the same thing; what their reader cannot see is not among them."""
        numbers = [number_of(said) or 0 for said in self._given("recurrence_of")[:MOST_RECURRING]]
        return list(Incident.objects.visible_to(self.user).filter(number__in=numbers))

    def _one(self, name: str) -> str:
        value = self.data.get(name) if self.is_bound else self.get_initial_for_field(self.fields[name], name)
        return str(value or "")

    def _given(self, name: str) -> list[str]:
        getlist = getattr(self.data, "getlist", None)
        return list(getlist(name)) if getlist else []
