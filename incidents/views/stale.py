from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import model_to_dict

from kit.errors import Stale


def shown_again(form: forms.BaseForm, stale: Stale) -> None:
    """Keep what was typed, say what the thing says by now beside each field, and let the next save go through."""
    form.add_error(None, stale.reasons[0])
    current: Any = stale.current
    values = model_to_dict(current)
    for name, field in form.fields.items():
        if (
            name in values
            and name != "version"
            and name in form.cleaned_data
            and field.has_changed(values[name], form[name].data)
        ):
            form.add_error(name, f"By now it says: {_said(current, name) or 'nothing'}.")
    if "version" in form.fields:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(current.version)  # type: ignore[index]


def _said(current: Any, name: str) -> str:
    display = getattr(current, f"get_{name}_display", None)
    value = display() if display else getattr(current, name)
    if hasattr(value, "all"):
        return ", ".join(str(row) for row in value.all())
    return str(value)
