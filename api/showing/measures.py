"""Numbers as programs read them; what they may say is decided in insights alone."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from insights.page import Page
from insights.periods import DAY
from insights.shown import Shown

PLAIN = ("key", "name", "group", "unit", "formula", "things", "target")


def asked(page: Page) -> dict[str, Any]:
    scope = page.scope
    return {
        "period": _stretch(scope.period.start, scope.period.end),
        "before": _stretch(scope.period.before, scope.period.start),
        "team": scope.team[1] if scope.team else None,
        "service": scope.service[1] if scope.service else None,
        "severity": scope.severity or None,
        "least": page.least,
    }


def measure(shown: Shown) -> dict[str, Any]:
    return {name: getattr(shown.measure, name) for name in PLAIN} | {
        "target_met": shown.is_met,
        "now": asdict(shown.now),
        "before": asdict(shown.before),
        "has_changed": shown.has_changed,
    }


def in_steps(page: Page, shown: Shown) -> list[dict[str, Any]]:
    period, narrow = page.scope.period, page.scope.is_narrow
    return [
        _stretch(begin, end) | asdict(shown.measure.of(numbers, is_narrow=narrow))
        for begin, end, numbers in zip(period.steps, period.ends(), page.facts.steps, strict=True)
    ]


def _stretch(begin: date, end: date) -> dict[str, date]:
    return {"first": begin, "last": end - DAY}
