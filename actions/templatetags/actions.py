"""Words for what the record keeps about actions as data."""

from __future__ import annotations

from datetime import date

from django import template
from django.template.defaultfilters import date as in_words

from actions import ladder
from actions.models import Action

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
