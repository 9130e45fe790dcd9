"""How long Insights takes: right after something changed, so that nothing kept is of use, and when nothing did."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from accounts.models import Team
from bench import rounds
from bench.visiting import Visitor
from incidents.models import Service
from insights.models import Mark

OF_EACH = 6
# The longer an answer takes, the fewer of them are quiet.
ROUNDS = 12


def times(visitor: Visitor, spent: Callable[[], float]) -> dict[str, Any]:
    """Milliseconds by the clock of the whole page, by every period and all sorts of filters."""
    asked = addresses()
    return {
        "cold": rounds.measured(visitor.visit, asked, spent, before=Mark.objects.create, rounds=ROUNDS),
        "warm": rounds.measured(visitor.visit, asked, spent, rounds=ROUNDS),
        "pages": len(asked),
    }


def addresses() -> list[str]:
    teams = Team.objects.order_by("pk").values_list("slug", flat=True)[:OF_EACH]
    services = Service.objects.order_by("pk").values_list("slug", flat=True)[:OF_EACH]
    narrowed = ["", "severity=sev1", "severity=sev3", *(f"team={slug}" for slug in teams)]
    narrowed += [f"service={slug}" for slug in services]
    return [f"/insights/?p={period}&{each}" for period, each in product(("12m", "90d", "q"), narrowed)]
