"""The list behind each number: the very rows that were counted, with what each of them gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from accounts.models import User
from actions.models import Action
from incidents.models import Incident
from insights.scope import Scope
from insights.sources import ACTION, GATHERING, SOURCES, Source
from meetings.models import Meeting

SIZE = 50
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Cut:
    """Days from `begin` to before `stop`; `only`: "hits" or "misses" of a share; `cause` and `week` narrow further."""

    begin: date
    stop: date
    only: str = ""
    cause: int = 0
    week: int = 0


@dataclass(frozen=True)
class Line:
    subject: Any
    day: date
    value: float | None
    hit: bool | None


@dataclass(frozen=True)
class Lines:
    """`weight`: what the number's n is made of, where a row counts more than once."""

    lines: list[Line]
    count: int
    weight: int
    hits: int
    has_more: bool


def cut_of(scope: Scope, step: int, *, before: bool, only: str = "", cause: int = 0, week: int = 0) -> Cut:
    """One step of the period, the stretch before it, or (step 0) the whole."""
    period = scope.period
    begin, stop = period.start, period.end
    if week:
        stop = scope.today - timedelta(days=7 * (week - 1))
        begin = EARLIEST if week >= 4 else stop - timedelta(days=7)
    elif before:
        begin, stop = period.before, period.start
    elif 0 < step <= len(period.steps):
        begin, stop = period.steps[step - 1], period.ends()[step - 1]
    return Cut(begin, stop, only, cause, week)


def lines(name: str, scope: Scope, cut: Cut, *, user: User, page: int = 1) -> Lines:
    """One page of the rows behind a number, newest first: three queries. `name` is a key of SOURCES."""
    source = SOURCES[name]
    rest, params = _from(source, scope, cut), params_of(scope, cut)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counting(source, scope, cut)}", params)
        count, weight, hits = cursor.fetchone() or (0, 0, 0)
        asked = f"SELECT {source.subject}, {_day(source)}, {source.value}, {source.hit} {rest}"
        cursor.execute(
            f"{asked} ORDER BY {source.family.at} DESC, 1 DESC LIMIT {SIZE + 1} OFFSET {(page - 1) * SIZE}", params
        )
        found = cursor.fetchall()
    subjects = _subjects(source, [row[0] for row in found], user)
    shown = [Line(subjects[pk], day, value, hit) for pk, day, value, hit in found[:SIZE] if pk in subjects]
    return Lines(shown, count, int(weight), hits, len(found) > SIZE)


def counting(source: Source, scope: Scope, cut: Cut) -> str:
    """What to select, and from where: how many rows, what they weigh, how many are hits."""
    hit = f"count(*) FILTER (WHERE {source.hit})"
    return f"count(*), coalesce(sum({source.weight}), 0), {hit} {_from(source, scope, cut)}"


def params_of(scope: Scope, cut: Cut) -> dict[str, Any]:
    """A deadline counts when its day has passed."""
    edges = {"begin": cut.begin, "stop": cut.stop, "past": min(cut.stop, scope.today)}
    return scope.params | edges | {"cause": cut.cause}


def _day(source: Source) -> str:
    return source.family.at if source.due else source.family.day


def _from(source: Source, scope: Scope, cut: Cut) -> str:
    family = source.family
    edge = "%({})s" if source.due else "%({})s::timestamp AT TIME ZONE 'UTC'"
    parts = [f"{family.at} >= {edge.format('begin')}", f"{family.at} < {edge.format('past' if source.due else 'stop')}"]
    parts += [family.condition, source.condition, scope.actions if family.of_actions else scope.incidents]
    if cut.only in ("hits", "misses"):
        parts.append(f"({source.hit}) IS {'TRUE' if cut.only == 'hits' else 'NOT TRUE'}")
    return f"FROM {family.things} WHERE {' AND '.join(parts)}"


def _subjects(source: Source, keys: list[int], user: User) -> dict[int, Any]:
    """Asked again of what the reader may see, whatever the numbers were made of."""
    if source.kind == ACTION:
        rows: Any = Action.objects.visible_to(user).select_related("incident", "team")
    elif source.kind == GATHERING:
        rows = Meeting.objects.visible_to(user).select_related("incident")
    else:
        rows = Incident.objects.visible_to(user).select_related("postmortem")
    return {row.pk: row for row in rows.filter(pk__in=keys)}
