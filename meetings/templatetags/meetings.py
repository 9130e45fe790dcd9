from __future__ import annotations

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def minutes(spent: timedelta) -> int:
    """Whole minutes, as a clock on the wall would count them."""
    return int(spent.total_seconds() + 30) // 60


@register.filter
def clockwise(left: timedelta) -> str:
    """7:46, and +0:12 when the time is over."""
    seconds = left.total_seconds()
    whole = -int(-seconds // 1) if seconds > 0 else int(-seconds)
    return f"{'' if seconds > 0 else '+'}{whole // 60}:{whole % 60:02}"
