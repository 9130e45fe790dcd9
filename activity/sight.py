"""Notices of what their recipient may not know of any more; the app that owns the rule registers it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

# Answers what holds of a notice about something that is hidden from this person.
Rule = Callable[[Any], Q]

_rules: list[Rule] = []


def register(hidden_from: Rule) -> None:
    """In a ready()."""
    _rules.append(hidden_from)


def hidden_from(user: Any) -> Q:
    found = Q()
    for rule in _rules:
        found |= rule(user)
    return found
