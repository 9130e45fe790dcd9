"""How long Insights takes: right after something changed, so that nothing kept is of use, and when nothing did."""

from __future__ import annotations

import time
from itertools import product
from typing import Any

from accounts.models import Team
from bench.visiting import Visitor
from incidents.models import Service
from insights.models import Mark

ROUNDS, OF_EACH = 3, 6


def times(visitor: Visitor) -> dict[str, Any]:
    """Milliseconds by the clock of the whole page, by every period and all sorts of filters."""
    asked = addresses()
    visitor.visit(asked[0])
    cold = _percentiles(visitor, asked, changing=True)
    for address in asked:
        visitor.visit(address)
    return {"cold": cold, "warm": _percentiles(visitor, asked, changing=False), "pages": len(asked)}


def addresses() -> list[str]:
    teams = Team.objects.order_by("pk").values_list("slug", flat=True)[:OF_EACH]
    services = Service.objects.order_by("pk").values_list("slug", flat=True)[:OF_EACH]
    narrowed = ["", "severity=sev1", "severity=sev3", *(f"team={slug}" for slug in teams)]
    narrowed += [f"service={slug}" for slug in services]
    return [f"/insights/?p={period}&{each}" for period, each in product(("12m", "90d", "q"), narrowed)]


def _percentiles(visitor: Visitor, asked: list[str], *, changing: bool) -> dict[str, float]:
    taken = []
    for _ in range(ROUNDS):
        for address in asked:
            if changing:
                Mark.objects.create()
            started = time.perf_counter()
            visitor.visit(address)
            taken.append((time.perf_counter() - started) * 1_000)
    taken.sort()
    return {"p50": taken[len(taken) // 2], "p95": taken[int(len(taken) * 0.95)]}
