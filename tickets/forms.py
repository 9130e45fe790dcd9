from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from kit import egress
from tickets.models import Tracker
from tickets.providers import PROVIDERS


class TrackerForm(forms.Form):
    provider = forms.ChoiceField(choices=[(key, each.label) for key, each in PROVIDERS.items()], label="Tracker")
    name = forms.CharField(max_length=80, label="Name", help_text="For example: Payments in Jira.")
    base = forms.URLField(
        max_length=300,
        label="Address",
        assume_scheme="https",
        help_text="https://acme.atlassian.net, your own Jira, or https://api.github.com.",
    )
    place = forms.CharField(max_length=120, label="Project", help_text="A project's key, or owner/repository.")
    kind = forms.CharField(max_length=60, required=False, label="Type of new issues", help_text="Empty: Task.")
    login = forms.CharField(
        max_length=254,
        required=False,
        label="Account",
        help_text="Jira Cloud: the e-mail address the token belongs to.",
    )
    secret = forms.CharField(
        max_length=2_000,
        label="Token",
        help_text="It is kept encrypted and not shown again.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="handle",
        empty_label=None,
        label="Changes made there count as made by",
        help_text="What this account may not do is set back in the tracker.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, by: User, tracker: Tracker | None = None) -> None:
        present: dict[str, Any] = {"user": by.handle}
        if tracker is not None:
            present = {name: getattr(tracker, name) for name in ("name", "kind", "login", "version")}
            present["user"] = tracker.user.handle
        super().__init__(data, initial=present)
        kept = [by.pk, tracker.user_id] if tracker is not None else [by.pk]
        rows = User.objects.filter(is_active=True, is_service=True) | User.objects.filter(pk__in=kept)
        self.fields["user"].queryset = rows.order_by("handle")  # type: ignore[attr-defined]
        if tracker is not None:
            for name in ("provider", "base", "place"):
                del self.fields[name]
            self.fields["secret"].required = False
            self.fields["secret"].help_text = "Empty: the present one stays."

    def clean_base(self) -> str:
        base: str = self.cleaned_data["base"]
        try:
            egress.examine(base)
        except egress.Forbidden as forbidden:
            raise forms.ValidationError(str(forbidden))
        return base.rstrip("/")

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or "Task"


class TicketForm(forms.Form):
    tracker = forms.ModelChoiceField(Tracker.objects.none(), empty_label=None, label="In")
    key = forms.CharField(
        max_length=300, required=False, label="Key or address", help_text="Empty: a new ticket is made."
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["tracker"].queryset = Tracker.objects.offered()  # type: ignore[attr-defined]
