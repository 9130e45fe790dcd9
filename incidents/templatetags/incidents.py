"""`{% load incidents %}`: words of the record's sentences."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template

from incidents.durations import MILESTONES
from incidents.models import Participation

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
