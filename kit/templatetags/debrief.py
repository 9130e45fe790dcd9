"""The components as template tags; docs/front-end.md shows how to call each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from kit import markdown
from kit.components import forms, glyphs, kept, people, pieces, times, words

register = template.Library()

_IMPORTED = re.compile(r'^import .*?"\./([\w-]+\.js)";$', re.MULTILINE)

for tag in (
    glyphs.icon,
    glyphs.sev,
    glyphs.status,
    glyphs.prio,
    glyphs.ladder,
    glyphs.overdue,
    glyphs.ring,
    glyphs.segbar,
    glyphs.bar,
    glyphs.state,
    people.avatar,
    people.avatars,
    people.person,
    times.when,
):
    register.simple_tag(tag, name=tag.__name__)

register.tag("kept", kept.kept)
register.filter("duration", words.duration)
register.filter("hue", words.hue)
register.filter("markdown", markdown.render)
register.filter("hours", words.hours)
register.filter("pieces", pieces.told)
register.simple_tag(forms.control, name="control")


@register.filter
def of(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """`{% for row in rows_by_section|of:section.key %}`; nothing where the key is not there."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def own_address(referer: str | None, request: HttpRequest | None) -> str:
    """The page the reader came from when it is ours, otherwise home: for a way back that leads nowhere strange."""
    host = request.get_host() if request else ""
    safe = bool(referer) and url_has_allowed_host_and_scheme(referer, allowed_hosts={host})
    return str(referer) if safe else "/"


@register.simple_tag
@cache
def modules() -> SafeString:
    """Preload links for our scripts, so that imports do not wait for one another."""
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', ((static(path),) for path in scripts()))


@cache
def scripts() -> list[str]:
    """What the entry imports, and what that imports; modules of single pages are fetched there."""
    folder, found, waiting = settings.BASE_DIR / "static" / "js", set[str](), ["debrief.js"]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += set(_IMPORTED.findall((folder / name).read_text())) - found
    return [f"js/{name}" for name in sorted(found)]


@register.simple_tag(takes_context=True)
def here(context: Context, *names: str) -> SafeString:
    """` aria-current="page"` when the route's name begins with one of `names` ("incidents:", "overview:home").

    Whatever app they belong to, pages below /settings/ are at "settings".
    """
    match = getattr(context.get("request"), "resolver_match", None)
    place = "" if match is None else "settings" if match.route.startswith("settings/") else match.view_name
    current = bool(place) and place.startswith(names)
    return SafeString(' aria-current="page"') if current else SafeString("")


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", look: str = "", **attrs: Any) -> dict[str, Any]:
    """Label, control, help and error. `look="options"` draws choices as boxes; other arguments go to the control."""
    return {
        "field": bound,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "layout": forms.layout(bound),
        "look": look,
        "control": forms.control(bound, hint, **attrs) if forms.layout(bound) != "choices" else "",
        "described": " ".join(forms.described_by(bound, hint)),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Everything to fix, linked to its field; nothing for a form without errors."""
    return {"errors": forms.summary(form) if form.is_bound else []}


@register.inclusion_tag("components/person_picker.html")
def person_picker(bound: BoundField, url: str = "", **attrs: Any) -> dict[str, Any]:
    """A handle field that suggests people from `url` as one types; a plain text field without script."""
    shown = {"list": f"{bound.auto_id}_people", "autocomplete": "off", "spellcheck": "false", **attrs}
    if url:
        shown |= {
            "hx_get": url,
            "hx_trigger": "input changed delay:200ms, focus once",
            "hx_target": f"#{bound.auto_id}_people",
            "hx_swap": "innerHTML",
            "hx_sync": "this:replace",
        }
    return {
        "field": bound,
        "label": bound.label,
        "hint": bound.help_text,
        "control": forms.control(bound, **shown),
        "list": shown["list"],
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], target: str = "") -> dict[str, Any]:
    """Previous and next with the range shown; `target` is the region htmx swaps ("#results")."""
    return {"page": page, "target": target, "request": context.get("request")}


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", icon: str = "done", href: str = "", action: str = "") -> dict[str, Any]:
    """What will appear here, and the first step."""
    return {"title": title, "text": text, "icon": icon, "href": href, "action": action}
