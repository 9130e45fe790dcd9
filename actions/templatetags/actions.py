"""Words for what the record keeps about actions as data."""

from __future__ import annotations

from datetime import date

from django import template
from django.template.defaultfilters import date as in_words
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import Team, User
from actions import ladder
from actions.models import Action, Decision
from actions.week import Week

register = template.Library()


@register.filter
def day(iso: str | None) -> str:
    """ "2026-01-16" → "16 Jan 2026"; "no date" for None."""
    return in_words(date.fromisoformat(iso), "j M Y") if iso else "no date"


@register.filter
def priority_word(value: str) -> str:
    return str(Action.Priority(value).label).lower()


@register.filter
def rung(week: int) -> ladder.Rung:
    return ladder.describe(week)


@register.simple_tag
def week_of(team: Team, reader: User | None) -> Week:
    return Week(team, reader)


@register.simple_tag
def narrow(href: str) -> SafeString:
    """The attributes of a link that changes what the list shows: a page without script, a region with it."""
    swap = 'hx-target="#results" hx-swap="outerHTML" hx-push-url="true"'
    return format_html('href="{}" hx-get="{}" ' + swap, href, href)


@register.filter
def outcome_word(value: str) -> str:
    return str(Decision.Outcome(value).label).lower()
