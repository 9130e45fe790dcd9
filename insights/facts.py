"""Everything the page counts, by one statement: so that all numbers are of one moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from insights.cells import MARKED, OPEN, RAN, by_step, cells
from insights.families import FAMILIES, WRITE_UPS, between
from insights.kept import KEPT_COUNTS
from insights.owners import OWNERS, owners
from insights.scope import Scope
from insights.statistics import quantile

Numbers = dict[str, float | None]

_OVERDUE = f"""
SELECT least(4, (%(today)s::date - a.due_on + 6) / 7) AS week, count(*) AS n
FROM actions_action AS a LEFT JOIN incidents_incident AS i ON i.id = a.incident_id
WHERE a.state IN ('todo', 'in_progress') AND {RAN} AND a.due_on < %(today)s AND {{}} GROUP BY 1
"""  # noqa: S608
_CAUSES = f"""
SELECT t.id, t.name, count(*) FILTER (WHERE p.published_at >= %(start)s::timestamp AT TIME ZONE 'UTC') AS n,
    count(*) FILTER (WHERE p.published_at < %(start)s::timestamp AT TIME ZONE 'UTC') AS before
FROM {WRITE_UPS} JOIN incidents_incident_tags AS it ON it.incident_id = i.id JOIN incidents_tag AS t ON t.id = it.tag_id
WHERE t.kind = 'cause' AND {between("p.published_at")} AND {{}} GROUP BY 1, 2 ORDER BY 3 DESC, 2
"""  # noqa: S608


@dataclass(frozen=True)
class Facts:
    """Numbers of the period, of the stretch before, and per step; see families and cells for their names."""

    whole: Numbers
    before: Numbers
    steps: list[Numbers]
    overdue: dict[int, int] = field(default_factory=dict)
    causes: list[dict[str, Any]] = field(default_factory=list)


def facts(scope: Scope, *, in_detail: bool = False) -> Facts:
    """One query. The numbers that only the list of all measures shows are there when asked for."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(scope, in_detail=in_detail), scope.params)
        row = cursor.fetchone()
    assert row is not None
    found: dict[str, Any] = row[0]
    cuts: dict[int | bool, Numbers] = {step: {} for step in range(1, len(scope.period.steps) + 1)}
    whole: Numbers = {}
    before: Numbers = {}
    for name in (*FAMILIES, *OWNERS):
        for row in found.get(name) or ():
            step, present = row.pop("step"), row.pop("present")
            (cuts[step] if step else whole if present else before).update(row)
    steps = [cuts[step] for step in sorted(cuts)]
    _count_actions(scope, found, whole, before, steps)
    overdue = {row["week"]: row["n"] for row in found["overdue"] or ()}
    return Facts(whole, before, steps, overdue, found["causes"] or [])


def _statement(scope: Scope, *, in_detail: bool) -> str:
    parts = {
        name: family.sql(scope.actions if family.of_actions else scope.incidents)
        for name, family in FAMILIES.items()
        if in_detail or not family.in_detail
    }
    parts |= {"overdue": _OVERDUE.format(scope.actions), "causes": _CAUSES.format(scope.incidents)}
    if scope.is_narrow:
        parts |= {"stepped": by_step(scope.actions), **owners(scope.actions)}
    else:
        closed = "a.incident_id = ANY(%(closed)s::bigint[]) AND i.visibility <> 'organisation'"
        closed += " AND i.severity = %(severity)s" if scope.severity else ""
        parts |= {"kept": KEPT_COUNTS, "fresh": cells(MARKED, OPEN), "stepped": by_step(closed)}
    asked = [f"'{name}', (SELECT json_agg(t) FROM ({sql}) AS t)" for name, sql in parts.items()]  # noqa: S608
    return f"SELECT json_build_object({', '.join(asked)})"


def _count_actions(scope: Scope, found: dict[str, Any], whole: Numbers, before: Numbers, steps: list[Numbers]) -> None:
    period = scope.period
    sums: list[Counter[str]] = [Counter() for _ in range(len(steps) + 1)]
    for row in found.get("kept") or ():
        day = date.fromisoformat(row["day"])
        counted = row["cells"] if day < scope.today else {key: n for key, n in row["cells"].items() if _is_over(key)}
        sums[period.step_of(day)].update(counted)
    for row in found.get("fresh") or ():
        day = date.fromisoformat(row["day"])
        is_wanted = row["severity"] == scope.severity or not scope.severity
        if is_wanted and period.before <= day < period.end and (day < scope.today or _is_over(row["key"])):
            sums[period.step_of(day)][row["key"]] += row["n"]
    for row in found["stepped"] or ():
        sums[row["step"]][row["key"]] += row["n"]
    for numbers, cut in zip(steps, sums[1:], strict=True):
        numbers.update(_summed(cut))
    total: Counter[str] = Counter()
    for cut in sums[1:]:
        total.update(cut)
    whole.update(_summed(total))
    before.update(_summed(sums[0]))


def _is_over(key: str) -> bool:
    """Whether it counts on its day already: a deadline is kept or missed when its day has passed."""
    return key.startswith(("days", "preventive"))


def _summed(cut: Counter[str]) -> Numbers:
    """due, kept, high, high_kept, moved, preventive; category:… and category_kept:…; days_n, days_p50, days_p90."""
    numbers: Counter[str] = Counter()
    days: Counter[int] = Counter()
    for key, n in cut.items():
        kind, *rest = key.split(":")
        if kind == "days":
            days[int(rest[0])] += n
        elif kind == "due":
            numbers.update(due=n, kept=n * int(rest[1]))
            if rest[0] == "high":
                numbers.update(high=n, high_kept=n * int(rest[1]))
        elif kind == "category":
            numbers.update({f"category:{rest[0]}": n, f"category_kept:{rest[0]}": n * int(rest[1])})
        else:
            numbers[kind] += n
    spread = {"days_n": sum(days.values()), "days_p50": quantile(days, 0.5), "days_p90": quantile(days, 0.9)}
    return {"due": 0, "kept": 0, "high": 0, "high_kept": 0, "moved": 0, "preventive": 0, **numbers, **spread}
