"""Lists to choose from, as Django's widget draws them but without a template per option: some have hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField, Select
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
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
    parts = []
    for value, label in widget.choices:
        if isinstance(label, (list, tuple)):
            parts.append(format_html('<optgroup label="{}">{}</optgroup>', value, _options(label, chosen)))
        else:
            parts.append(_options([(value, label)], chosen))
    return format_html("<select{}>{}</select>", flatatt(given), format_html_join("", "{}", ((part,) for part in parts)))


def _options(choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> SafeString:
    """Two equal values would both be chosen; no list here has any."""
    rows = (("" if value is None else str(value), label) for value, label in choices)
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((said, SELECTED if said in chosen else "", label) for said, label in rows),
    )
