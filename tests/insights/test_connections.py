"""What goes with what, worked out once more: ranks by counting, the coefficient by its definition."""

from __future__ import annotations

import math
from datetime import UTC, timedelta
from statistics import NormalDist
from typing import Any

import pytest
from django.http import QueryDict

from actions.models import Action
from incidents.models import Incident
from insights.practice import Correlated
from kit import clock
from postmortems.models import Postmortem
from tests.builders.incidents import a_resolved_incident
from tests.cast import Cast
from tests.insights.rows import NOW, Maker

Pair = tuple[float, float]


def between(first: Any, second: Any) -> float | None:
    return (second - first).total_seconds() if first and second and second >= first else None


def of(row: Incident) -> dict[str, float | None]:
    write_up = Postmortem.objects.filter(incident=row, published_at__isnull=False).first()
    start = row.started_at.astimezone(UTC)
    # When an imported one was published says nothing about writing.
    out = write_up.published_at if write_up and not write_up.is_imported else None
    promised = Action.objects.filter(incident=row).count() if write_up else None
    return {
        "A higher severity": 5 - int(row.severity[-1]),
        "Starting at night or on a weekend (UTC)": float(start.weekday() > 4 or not 7 <= start.hour <= 18),
        "More services affected": row.services.count(),
        "More users affected": None if row.users_percent is None else float(row.users_percent),
        "Taking longer to detect": between(row.started_at, row.detected_at),
        "Taking longer to engage": between(row.detected_at, row.engaged_at),
        "a longer time to resolve": between(row.detected_at, row.resolved_at),
        "a longer time to publish": between(row.resolved_at, out),
        "more actions agreed": promised,
    }


def coefficient(pairs: list[Pair]) -> float | None:
    def ranked(values: list[float]) -> list[float]:
        return [sum(b < a for b in values) + (sum(b == a for b in values) + 1) / 2 for a in values]

    first, second = ranked([a for a, _ in pairs]), ranked([b for _, b in pairs])
    mean = (len(pairs) + 1) / 2
    top = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    below = math.sqrt(sum((a - mean) ** 2 for a in first)) * math.sqrt(sum((b - mean) ** 2 for b in second))
    return top / below if below else None


@pytest.mark.django_db
def test_every_connection_equals_one_worked_out_from_the_rows(cast: Cast) -> None:
    with clock.at(NOW):
        Maker(cast, 1).make(incidents=280, actions=60)
        page = Correlated(cast.lena, QueryDict())
        begin, stop = page.scope.period.start, page.scope.period.end
        rows = [
            of(row)
            for row in Incident.objects.visible_to(cast.lena).filter(resolved_at__isnull=False)
            if begin <= row.started_at.astimezone(UTC).date() < stop
        ]
        found = page.connections
    assert len(found) == 18
    told = 0
    for each in found:
        both = [(row[each.characteristic], row[each.outcome]) for row in rows]
        pairs: list[Pair] = [(a, b) for a, b in both if a is not None and b is not None]
        assert each.n == len(pairs), each
        sides = [[a for a, _ in pairs], [b for _, b in pairs]]
        unlike = min((len(side) - max(map(side.count, side)) for side in sides if side), default=0)
        wanted = coefficient(pairs) if len(pairs) >= 30 and unlike >= 8 else None
        assert each.rho == (None if wanted is None else pytest.approx(wanted)), each
        if wanted is None:
            assert not each.is_conclusive
            continue
        told += 1
        reach = NormalDist().inv_cdf(1 - 0.05 / 18 / 2) * math.sqrt((1 + wanted**2 / 2) / (len(pairs) - 3))
        assert each.low == pytest.approx(math.tanh(math.atanh(wanted) - reach))
        assert each.high == pytest.approx(math.tanh(math.atanh(wanted) + reach))
        assert each.is_conclusive == (each.low > 0 or each.high < 0)
    assert told


@pytest.mark.django_db
def test_one_that_differs_from_all_others_says_nothing(cast: Cast) -> None:
    """Nearly all ranks are tied, so that a single outlier would be a perfect correlation."""
    with clock.at(NOW):
        rows = [a_resolved_incident(cast, started_at=NOW - timedelta(days=n + 3)) for n in range(40)]
        rows[0].services.add(cast.search_index)
        Incident.objects.filter(pk=rows[0].pk).update(resolved_at=rows[0].started_at + timedelta(days=2))
        found = Correlated(cast.lena, QueryDict()).connections
    [each] = [
        one
        for one in found
        if (one.characteristic, one.outcome) == ("More services affected", "a longer time to resolve")
    ]
    assert (each.n, each.rho, each.is_conclusive) == (40, None, False)
    assert each.said == "Cannot conclude: all but 1 of 40 are alike."
