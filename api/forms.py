from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from accounts.forms.people import HandleField
from accounts.models import Team, User
from accounts.roles import OrganisationRole
from api.scopes import READING, SCOPES
from kit import clock

YEAR = timedelta(days=365)


class TokenForm(forms.Form):
    name = forms.CharField(max_length=80, label="What it is for", help_text="For example: deploy pipeline.")
    scopes = forms.MultipleChoiceField(
        choices=list(SCOPES.items()),
        initial=list(READING),
        label="May be used to",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    last_day = forms.DateField(
        required=False,
        label="Last day",
        help_text="Empty: it is good until it is revoked.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    account = forms.ModelChoiceField(
        User.objects.none(), required=False, to_field_name="handle", empty_label="Yourself", label="Acts for"
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"last_day": clock.today(user.zone) + YEAR})
        self.user = user
        if user.is_administrator:
            rows = User.objects.filter(is_service=True, is_active=True).order_by("handle")
            self.fields["account"].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields["account"]

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day is not None and not clock.today(self.user.zone) <= day <= clock.today(self.user.zone) + 10 * YEAR:
            raise forms.ValidationError("Choose today or a day within ten years.")
        return day

    @property
    def acts_for(self) -> User:
        return self.cleaned_data.get("account") or self.user

    @property
    def expires_at(self) -> datetime | None:
        """The end of the last day where its maker lives."""
        day = self.cleaned_data["last_day"]
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()), self.user.zone) if day else None


class ServiceAccountForm(forms.Form):
    handle = HandleField()
    name = forms.CharField(max_length=120, label="Name", help_text="For example: Deploy pipeline.")
    role = forms.ChoiceField(
        choices=[choice for choice in OrganisationRole.choices if choice[0] in ("viewer", "member")],
        initial="viewer",
        label="Role",
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Member of",
        help_text="It sees what these teams see.",
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.fields["teams"].queryset = Team.objects.visible_to(user).open()  # type: ignore[attr-defined]

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if User.objects.filter(handle=handle).exists():
            raise forms.ValidationError(f"@{handle} belongs to somebody else.")
        return handle
