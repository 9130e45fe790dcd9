"""Form fields with their label, help and error wired together."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BoundField, widgets

from kit.components import selects

CLASSES: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxInput, ""),
    (widgets.RadioSelect, ""),
    (widgets.CheckboxSelectMultiple, ""),
    (widgets.Select, "select"),
    (widgets.Textarea, "textarea"),
    (widgets.Input, "input"),
)


def _css(widget: widgets.Widget) -> str:
    return next((css for kind, css in CLASSES if isinstance(widget, kind)), "input")


def control(bound: BoundField, hint: str = "", **attrs: Any) -> str:
    """The widget alone, with our class and the ids of its help and error."""
    widget = bound.field.widget
    css = " ".join(filter(None, [_css(widget), str(widget.attrs.get("class", "")), attrs.pop("class", "")]))
    described = " ".join(described_by(bound, hint))
    given: dict[str, Any] = {key.replace("_", "-"): value for key, value in attrs.items()}
    if css:
        given["class"] = css
    if described:
        given["aria-describedby"] = described
    if bound.errors:
        given["aria-invalid"] = "true"
    return selects.select(bound, given) if selects.fits(bound) else bound.as_widget(attrs=given)


def described_by(bound: BoundField, hint: str = "") -> list[str]:
    ids = [f"{bound.auto_id}_error"] if bound.errors else []
    return ids + ([f"{bound.auto_id}_help"] if hint or bound.help_text else [])


def layout(bound: BoundField) -> str:
    """How the field is laid out: check (one box), choices (a group), line (everything else)."""
    widget = bound.field.widget
    if isinstance(widget, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
        return "choices"
    return "check" if isinstance(widget, widgets.CheckboxInput) else "line"


def summary(form: BaseForm) -> list[tuple[str, str]]:
    """(id to link to, message) of every error; the id is empty for errors of the form as a whole."""
    found = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        if bound.is_hidden:
            found += [("", f"{bound.label}: {error}") for error in bound.errors]
        else:
            found += [(bound.id_for_label or bound.auto_id, f"{bound.label}: {error}") for error in bound.errors]
    return found
