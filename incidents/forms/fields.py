"""Fields that several forms share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from incidents import times
from kit import clock


class MomentInput(forms.DateTimeInput):
    """The browser's own picker; seconds are asked for only where there are some to lose."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%dT%H:%M:%S" if value.second else "%Y-%m-%dT%H:%M")
        return str(value) if value else None


class MomentField(forms.DateTimeField):
    """When something happened, in the zone that is active; refuses what cannot be."""

    widget = MomentInput
    default_error_messages = {"invalid": "Give a date and a time, for example 2025-11-10 10:30."}

    def to_python(self, value: Any) -> datetime | None:
        try:
            at = super().to_python(value)
            if at is not None and not 2 <= at.year <= 9998:
                raise OverflowError
            problem = times.problem(at, now=clock.now()) if at is not None else ""
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if problem:
            raise ValidationError(problem, code="impossible")
        return at


class OnceField(forms.CharField):
    """The token that makes a second press of the button harmless."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=64, empty_value="")


class VersionField(forms.IntegerField):
    """Which state of the thing the form was filled from."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=1)


class LineField(forms.CharField):
    """One line of text; pasted line breaks become spaces."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


class SuggestingInput(forms.TextInput):
    """A text with values to choose from; any other may be typed."""

    def __init__(self, values: Iterable[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "autocomplete": "off"})
        self.values = tuple(values)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        key = f"{(attrs or {}).get('id') or name}-values"
        control = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.values))
        return format_html('{}<datalist id="{}">{}</datalist>', control, key, options)
