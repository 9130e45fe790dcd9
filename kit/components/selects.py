"""Lists to choose from, as Django's widget draws them but without a template per option: some have hundreds."""

from __future__ import annotations

from html import escape
from typing import Any

from django.forms import BoundField, Select
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

SELECTED = SafeString(" selected")


def fits(bound: BoundField) -> bool:
    """Not for widgets that draw their options in a way of their own."""
    widget = bound.field.widget
    return isinstance(widget, Select) and widget.template_name == Select.template_name


def select(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    widget = bound.field.widget
    assert isinstance(widget, Select)
    given = {"name": bound.html_name, **widget.attrs, "id": bound.auto_id, **bound.build_widget_attrs(attrs, widget)}
    if widget.allow_multiple_selected:
        given["multiple"] = True
    shown: Any = widget.format_value(bound.value())
    chosen = {shown} if isinstance(shown, str) else set(shown)
    options = []
    for value, label in widget.choices:
        if isinstance(label, (list, tuple)):
            inside = "".join(_option(inner, said, chosen) for inner, said in label)
            options.append(f'<optgroup label="{_plain(value)}">{inside}</optgroup>')
        else:
            options.append(_option(value, label, chosen))
    return SafeString(f"<select{flatatt(given)}>{''.join(options)}</select>")


def _option(value: Any, label: Any, chosen: set[str]) -> str:
    """Two equal values would both be chosen; no list here has any."""
    said = "" if value is None else str(value)
    return f'<option value="{escape(said)}"{" selected" if said in chosen else ""}>{_plain(label)}</option>'


def _plain(label: Any) -> str:
    """Escaped by the standard library, which asks less than Django's escape does."""
    return label if isinstance(label, SafeString) else escape(str(label))
