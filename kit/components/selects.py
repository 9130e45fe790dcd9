"""Lists to choose from, as Django's widget draws them but without a template per option: some have hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django.forms import BoundField, Select
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


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
    found = []
    for value, label in choices:
        said = "" if value is None else str(value)
        mark = " selected" if said in chosen else ""
        found.append(f'<option value="{escape(said)}"{mark}>{_plain(label)}</option>')
    return SafeString("".join(found))


def _plain(label: Any) -> str:
    """Escaped by the standard library, which asks less than Django's escape does."""
    return label if isinstance(label, SafeString) else escape(str(label))
