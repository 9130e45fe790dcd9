"""Notices of what their recipient may not know of any more; the app that owns the rule registers it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

# Answers what holds of a notice about something that is hidden from this person.
Rule = Callable[[Any], Q]
# What holds of every notice that may be hidden from anybody: where there is none, nobody need ask from whom.
Closed = Callable[[], Q]

_rules: list[tuple[Rule, Closed]] = []


def register(hidden_from: Rule, closed: Closed) -> None:
    """In a ready()."""
    _rules.append((hidden_from, closed))


def hidden_from(user: Any) -> Q:
    found = Q()
    for rule, _ in _rules:
        found |= rule(user)
    return found


def closed() -> Q:
    found = Q()
    for _, condition in _rules:
        found |= condition()
    return found
