from __future__ import annotations

import uuid
from datetime import time
from typing import Any

from django import forms

from accounts.calendars import Calendar
from accounts.forms.fields import PersonField, ZoneField
from accounts.models import WEEKDAYS, Team
from accounts.workflow.teams import TEAM_FIELDS


class TeamForm(forms.Form):
    name = forms.CharField(max_length=80, label="Name")
    purpose = forms.CharField(max_length=200, required=False, label="Purpose", help_text="What the team looks after.")
    lead = PersonField(
        required=False,
        label="Tech lead",
        help_text="Decides on write-ups and hears first when an action is overdue.",
    )
    manager = PersonField(
        required=False, label="Engineering manager", help_text="Hears of actions that are three weeks overdue."
    )
    time_zone = ZoneField(initial="UTC", help_text="The team's mail goes out in its morning.")
    standup_list = forms.EmailField(
        max_length=254,
        required=False,
        label="Standup list",
        help_text="An address that reaches the team; it hears of actions two weeks overdue.",
    )
    standup_day = forms.TypedChoiceField(
        choices=WEEKDAYS, coerce=int, initial=1, label="Weekly list on", required=False, empty_value=""
    )
    standup_at = forms.TimeField(
        initial=time(9, 30),
        required=False,
        label="Standup at",
        help_text="In the team's time zone; the list is sent an hour before.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    channel = forms.CharField(max_length=80, required=False, label="Chat channel", help_text="For example #payments.")
    calendar = forms.ModelChoiceField(
        queryset=Calendar.objects.all(),
        required=False,
        label="Days off",
        empty_label="None",
        to_field_name="slug",
        help_text="For its members, unless they choose another calendar.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        self.team = team
        super().__init__(*args, **kwargs)
        if team is None:
            self.initial = {"once": uuid.uuid4().hex, **self.initial}
        else:
            self.initial = {**{name: getattr(team, name) for name in (*TEAM_FIELDS, "version")}, **self.initial}

    def clean_standup_day(self) -> int:
        return self.cleaned_data["standup_day"] or (self.team.standup_day if self.team else 1)

    def clean_standup_at(self) -> time:
        """Left empty it stays as it was."""
        return self.cleaned_data["standup_at"] or (self.team.standup_at if self.team else time(9, 30))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Team.objects.filter(name__iexact=name).exclude(pk=self.team.pk if self.team else None)
        if same.exists() and not self.data.get("once"):
            raise forms.ValidationError(f"There is a team called {name} already.")
        return name

    def fields_chosen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TEAM_FIELDS}


class MemberForm(forms.Form):
    member = PersonField(label="Add a member", error_messages={"required": "Name somebody by their handle."})
