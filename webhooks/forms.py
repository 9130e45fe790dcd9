from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from kit import egress
from webhooks.events import EVENTS
from webhooks.models import Endpoint


class EndpointForm(forms.Form):
    name = forms.CharField(max_length=80, label="Name", help_text="For example: status page.")
    url = forms.CharField(
        max_length=1_000,
        label="Address",
        help_text="Where messages are posted. It is kept encrypted and not shown again.",
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="handle",
        empty_label=None,
        label="Is told what this account may see",
        help_text="Yourself, or a service account.",
    )
    events = forms.MultipleChoiceField(
        choices=list(EVENTS.items()),
        label="Events",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one event."},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, by: User, endpoint: Endpoint | None = None) -> None:
        present: dict[str, Any] = {"user": by.handle}
        if endpoint is not None:
            present = {name: getattr(endpoint, name) for name in ("name", "events", "version")}
            present["user"] = endpoint.user.handle
        super().__init__(data, initial=present)
        kept = [by.pk, endpoint.user_id] if endpoint is not None else [by.pk]
        rows = User.objects.filter(is_active=True, is_service=True) | User.objects.filter(pk__in=kept)
        self.fields["user"].queryset = rows.order_by("handle")  # type: ignore[attr-defined]
        if endpoint is not None:
            self.fields["url"].required = False
            self.fields["url"].help_text = f"Messages go to {endpoint.host}. Empty: that stays."

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url:
            try:
                egress.examine(url)
            except egress.Forbidden as forbidden:
                raise forms.ValidationError(str(forbidden))
        return url
