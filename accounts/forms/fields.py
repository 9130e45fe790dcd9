from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from accounts.zones import ZONE_NAMES

ZONES = {name.lower(): name for name in ZONE_NAMES}


class ZoneField(forms.CharField):
    """A time zone by name: typed, with suggestions from the list on the page (accounts/_zones.html)."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": "zones", "autocomplete": "off", "spellcheck": "false", "data-zone-field": ""}
        super().__init__(
            **{
                "label": "Time zone",
                "max_length": 64,
                "help_text": "Begin with a city or continent, for example Lisbon.",
                "widget": forms.TextInput(attrs=attrs),
                **kwargs,
            }
        )

    def clean(self, value: Any) -> str:
        """Accepts the whole name in any case, and a city that only one zone has."""
        typed = str(super().clean(value)).strip().lower().replace(" ", "_")
        ends = [name for name in ZONE_NAMES if name.lower().endswith(f"/{typed}")]
        if typed in ZONES:
            return ZONES[typed]
        if len(ends) == 1:
            return ends[0]
        raise forms.ValidationError("Choose a time zone from the list, for example Europe/Berlin.")


class PersonField(forms.CharField):
    """A person by handle. Cleans to the User, or None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, **kwargs})

    def clean(self, value: Any) -> User | None:
        handle = str(super().clean(value)).strip().lstrip("@").lower()
        if not handle:
            return None
        user = User.objects.active().filter(handle=handle).first()
        if user is None:
            raise forms.ValidationError(f"Nobody active has the handle @{handle}. Choose from the suggestions.")
        return user

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return User.objects.filter(pk=value).values_list("handle", flat=True).first() or ""
        return value.handle if isinstance(value, User) else value
