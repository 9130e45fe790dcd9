"""What goes with what: characteristics of incidents and how they turned out, with how sure one can be."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from statistics import NormalDist

from django.db import connection

from insights.families import LENGTHS, PUBLISH_HOURS, TIMELY
from insights.scope import Scope

NEWEST, LEAST_PAIRS = 2_000, 30
# Where fewer than this have another value than most, nearly all ranks are tied: one outlier makes a coefficient of 1.
LEAST_UNLIKE = 8
CONFIDENCE = 0.95

CHARACTERISTICS = {
    "severity": ("A higher severity", "5 - right(i.severity, 1)::integer"),
    "night": (
        "Starting at night or on a weekend (UTC)",
        "CASE WHEN extract(isodow FROM i.started_at AT TIME ZONE 'UTC') > 5"
        " OR extract(hour FROM i.started_at AT TIME ZONE 'UTC') NOT BETWEEN 7 AND 18 THEN 1 ELSE 0 END",
    ),
    "services": (
        "More services affected",
        "(SELECT count(*) FROM incidents_incident_services AS x WHERE x.incident_id = i.id)",
    ),
    "users": ("More users affected", "i.users_percent"),
    "ttd": ("Taking longer to detect", LENGTHS["ttd"]),
    "tte": ("Taking longer to engage", LENGTHS["tte"]),
}
OUTCOMES = {
    "ttr": ("a longer time to resolve", LENGTHS["ttr"]),
    "publish": ("a longer time to publish", f"CASE WHEN {TIMELY} THEN {PUBLISH_HOURS} END"),
    "promised": (
        "more actions agreed",
        "CASE WHEN p.published_at IS NOT NULL"
        " THEN (SELECT count(*) FROM actions_action AS a WHERE a.incident_id = i.id) END",
    ),
}


@dataclass(frozen=True)
class Connection:
    """`rho` is Spearman's rank correlation; the interval holds with CONFIDENCE for all pairs together.

    `unlike`: how many have another value than most, of whichever of the two varies less.
    """

    characteristic: str
    outcome: str
    n: int
    unlike: int = 0
    rho: float | None = None
    low: float = -1.0
    high: float = 1.0

    @property
    def is_conclusive(self) -> bool:
        return self.rho is not None and not self.low <= 0 <= self.high

    @property
    def said(self) -> str:
        if self.n < LEAST_PAIRS:
            return f"Cannot conclude from {self.n}."
        if self.rho is None:
            return f"Cannot conclude: all but {self.unlike} of {self.n} are alike."
        if not self.is_conclusive:
            return "Cannot conclude: chance would explain it."
        strength = "strongly" if abs(self.rho) >= 0.5 else "clearly" if abs(self.rho) >= 0.3 else "weakly"
        return f"Goes {strength} with {self.outcome}." if self.rho > 0 else f"Goes {strength} against {self.outcome}."


def connections(scope: Scope) -> list[Connection]:
    """Of the newest resolved incidents of the period: one query. Conclusive ones first."""
    columns = [sql for _, sql in (*CHARACTERISTICS.values(), *OUTCOMES.values())]
    sql = f"""
        SELECT {", ".join(f"({column})::float" for column in columns)}
        FROM incidents_incident AS i LEFT JOIN postmortems_postmortem AS p ON p.incident_id = i.id
        WHERE i.started_at >= %(start)s::timestamp AT TIME ZONE 'UTC'
        AND i.started_at < %(end)s::timestamp AT TIME ZONE 'UTC' AND i.resolved_at IS NOT NULL AND {scope.incidents}
        ORDER BY i.started_at DESC LIMIT {NEWEST}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, scope.params)
        rows = cursor.fetchall()
    values = {key: [row[at] for row in rows] for at, key in enumerate([*CHARACTERISTICS, *OUTCOMES])}
    found = [
        _connection(CHARACTERISTICS[a][0], OUTCOMES[b][0], values[a], values[b])
        for a, b in product(CHARACTERISTICS, OUTCOMES)
    ]
    return sorted(found, key=lambda each: (not each.is_conclusive, -abs(each.rho or 0)))


def _connection(
    characteristic: str, outcome: str, first: Sequence[float | None], second: Sequence[float | None]
) -> Connection:
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    n = len(pairs)
    if n < LEAST_PAIRS:
        return Connection(characteristic, outcome, n)
    unlike = n - max(Counter(values).most_common(1)[0][1] for values in zip(*pairs, strict=True))
    rho = correlation(ranks([a for a, _ in pairs]), ranks([b for _, b in pairs]))
    if rho is None or unlike < LEAST_UNLIKE:
        return Connection(characteristic, outcome, n, unlike)
    low, high = interval(rho, n, together=len(CHARACTERISTICS) * len(OUTCOMES))
    return Connection(characteristic, outcome, n, unlike, rho, low, high)


def ranks(values: Sequence[float]) -> list[float]:
    """Equal values share the mean of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found, start = [0.0] * len(values), 0
    while start < len(order):
        stop = start
        while stop < len(order) and values[order[stop]] == values[order[start]]:
            stop += 1
        for place in order[start:stop]:
            found[place] = (start + stop + 1) / 2
        start = stop
    return found


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's; None when one of them does not vary."""
    mean_a, mean_b = sum(first) / len(first), sum(second) / len(second)
    apart = [(a - mean_a, b - mean_b) for a, b in zip(first, second, strict=True)]
    spread = math.sqrt(sum(a * a for a, _ in apart) * sum(b * b for _, b in apart))
    return sum(a * b for a, b in apart) / spread if spread else None


def interval(rho: float, n: int, *, together: int) -> tuple[float, float]:
    """Fisher's, with the variance for ranks (1 + ρ²/2) ÷ (n − 3) (Bonett and Wright, Psychometrika 65, 2000).

    Widened so that all `together` intervals hold at once (Bonferroni): who looks at many pairs finds some by chance.
    """
    z = NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / together / 2)
    middle = math.atanh(max(-0.999999, min(0.999999, rho)))
    reach = z * math.sqrt((1 + rho * rho / 2) / (n - 3))
    return math.tanh(middle - reach), math.tanh(middle + reach)
