"""How long it takes to find earlier incidents like one and earlier promises like a title, without and with the page."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bench import rounds
from bench.pages import reader
from bench.visiting import Visitor
from incidents.models import Incident
from kit import clock
from learning import workflow
from learning.about import About, of_incident
from learning.models import Corpus
from learning.promised import promised
from learning.similar import similar

MANY = 60


def times(visitor: Visitor, spent: Callable[[], float]) -> dict[str, Any]:
    """Milliseconds by the clock. The words are counted first, as they are every ten minutes where much is added."""
    started = time.perf_counter()
    for kind in Corpus.Kind.values:
        workflow.count(kind)
    counted = time.perf_counter() - started
    user, today = reader(), clock.now().date()
    rows = _incidents(user)
    titles = [row.actions.order_by("pk").values_list("title", flat=True).first() or row.title for row in rows]
    pages = [f"/incidents/{row.reference}/similar/" for row in rows]
    declared = [About(row.title, services=_services(row)) for row in rows]
    return {
        "counting_seconds": counted,
        "drafted": rounds.measured(lambda row: similar(user, of_incident(row)), rows, spent),
        "declared": rounds.measured(lambda about: similar(user, about), declared, spent),
        "promised": rounds.measured(lambda title: promised(user, title, on=today), titles, spent),
        "page": rounds.measured(visitor.visit, pages, spent),
    }


def _incidents(user: Any) -> list[Incident]:
    """Half of them with a write-up, spread over the years."""
    rows = Incident.objects.visible_to(user).order_by("pk")
    written = rows.filter(postmortem__isnull=False)
    return [row for each in (rows, written) for row in each[:: max(each.count() // (MANY // 2), 1)][: MANY // 2]]


def _services(row: Incident) -> dict[int, str]:
    return dict(row.services.values_list("pk", "name"))
