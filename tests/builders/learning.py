"""Texts that are about different things, as tests of likeness need them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from incidents.models import Incident
from learning import workflow
from learning.models import External
from tests.builders.incidents import STARTED, a_resolved_incident
from tests.cast import Cast

FILLER = (
    ("Login page shows an error", "Sessions were refused after a release of the identity provider."),
    ("Invoices sent twice", "A retried job mailed every invoice of the night again."),
    ("Disk full on the log host", "Rotation stopped and the volume filled within a day."),
    ("Slow dashboards", "A query without an index scanned the whole table each minute."),
    ("Certificate of the gateway expired", "Renewal had failed quietly for a month."),
    ("Wrong prices in the shop", "A currency table was imported with the columns swapped."),
)


def earlier(cast: Cast, days: int, title: str, summary: str = "", **details: Any) -> Incident:
    """Resolved, so many days before the incident of the builders."""
    return a_resolved_incident(cast, title=title, summary=summary, started_at=STARTED - timedelta(days=days), **details)


def a_past(cast: Cast) -> list[Incident]:
    """Six incidents that have little in common, on no service."""
    return [
        earlier(cast, 100 + place, title, text, services=[], teams=[cast.payments])
        for place, (title, text) in enumerate(FILLER)
    ]


def from_elsewhere(cast: Cast, **given: Any) -> External:
    details: dict[str, Any] = {
        "url": f"https://elsewhere.example/{External.objects.count()}",
        "title": "Their <pool> emptied",
        "summary": "A breaker stayed open because its timer never began.",
        "publisher": "Quillwharf",
        "published_on": date(2024, 3, 2),
    }
    return workflow.keep_external(by=cast.bob, **{**details, **given})
