"""Fields that the forms of write-ups share."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from accounts.models import User
from incidents.models import Incident
from incidents.references import number_of


class TokenField(forms.CharField):
    """Made anew for every form shown, so that a second press of its button adds nothing."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=64, initial=lambda: str(uuid.uuid4()))


class VersionField(forms.IntegerField):
    """The state of the row or text that was on the screen."""

    widget = forms.HiddenInput

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(min_value=1, required=required)


def handles(typed: str) -> list[str]:
    """As they were typed, with commas or spaces between them, each once."""
    return list(dict.fromkeys(word.lstrip("@").lower() for word in typed.replace(",", " ").split()))


class PeopleField(forms.CharField):
    """Handles with commas or spaces between them. Cleans to the people, in the order typed."""

    def clean(self, value: Any) -> list[User]:
        named = handles(str(super().clean(value)))
        people = {user.handle: user for user in User.objects.active().filter(handle__in=named[:50])}
        if unknown := [f"@{handle}" for handle in named if handle not in people]:
            raise forms.ValidationError(f"Nobody active has the handle {', '.join(unknown)}.")
        return [people[handle] for handle in named]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(user.handle for user in value) if isinstance(value, list) else value


class IncidentField(forms.CharField):
    """An incident by reference, among those the person can see. Cleans to the Incident."""

    visible_to: User

    def clean(self, value: Any) -> Incident | None:
        typed = str(super().clean(value))
        number = number_of(typed)
        found = Incident.objects.visible_to(self.visible_to).filter(number=number).first() if number else None
        if typed.strip() and found is None:
            raise forms.ValidationError("No incident you can see has this reference. Write it like INC-42.")
        return found
