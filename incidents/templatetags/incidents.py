"""`{% load incidents %}`: words of the record's sentences and of the incident page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from incidents.durations import MILESTONES
from incidents.models import Participation
from kit import markdown
from kit.components import words

register = template.Library()
ROLES = dict(Participation.Role.choices)


@register.filter
def milestone(name: str) -> str:
    return MILESTONES.get(name, name)


@register.filter
def incident_role(role: str) -> str:
    return str(ROLES.get(role, role))


@register.filter
def moment(stored: str) -> str:
    """ "10 Nov 2025, 10:30 UTC" from a time as the record keeps it."""
    try:
        at = datetime.fromisoformat(stored).astimezone(UTC)
    except (TypeError, ValueError):
        return str(stored)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


@register.filter
def marked(text: str) -> SafeString:
    """Markdown as HTML, its headings below those of the page."""
    return markdown.render(text, level=4)


@register.filter
def large(seconds: float | None) -> SafeString:
    """A duration whose units stand back: 2 <small>h</small> 13 <small>min</small>."""
    said = words.duration(seconds).split()
    if len(said) < 2:
        return format_html("{}", " ".join(said))
    return format_html_join(" ", "{} <small>{}</small>", zip(said[::2], said[1::2], strict=True))


@register.filter
def minutes(count: int) -> str:
    return words.duration(timedelta(minutes=count))


@register.filter
def both(at: datetime, zone: tzinfo) -> str:
    """The moment in UTC and in the reader's zone."""
    universal, local = at.astimezone(UTC), at.astimezone(zone)
    said = f"{universal.day} {universal:%b %Y, %H:%M} UTC"
    if universal.utcoffset() == local.utcoffset():
        return said
    return f"{said} · {local.day} {local:%b, %H:%M} {zone}"


LINK_ICONS = {
    "chat": "chat",
    "dashboard": "graph",
    "runbook": "book",
    "ticket": "list",
    "deploy": "deploy",
    "log": "log",
}


@register.filter
def link_icon(kind: str) -> str:
    return LINK_ICONS.get(kind, "link")


@register.filter
def told(activity: Any) -> str:
    """The sentence of a recorded verb, without its actor."""
    noun, _, participle = activity.verb.partition(".")
    context = {"activity": activity, "actor": activity.actor, "data": activity.data}
    return render_to_string(f"activity/{noun}/{participle}.html", context)
