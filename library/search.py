"""Finding what was learned: hits, how many there are by each facet, and the places of a hit that say why.

Every query begins with what the person may see, so that nothing else is counted, quoted or suggested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from kit import clock
from library import words
from library.models import Entry
from library.querysets import EntryQuerySet

PER_PAGE = 20
# Beyond these many the newest are ranked, and facets say "10,000+".
RANKED, COUNTED = 2_000, 10_000
PLACES = 3

# Per facet the column of an entry, and whether that is a list.
FACETS = {
    "service": ("services", True),
    "cause": ("tags", True),
    "severity": ("severity", False),
    "team": ("teams", True),
    "date": ("started_at", False),
    "state": ("state", False),
    "kind": ("kind", False),
}
PERIODS = ("quarter", "year", "earlier")


@dataclass(frozen=True)
class Wanted:
    """`chosen` has per facet the values of which one must hold; keys for services, teams and tags."""

    typed: str = ""
    chosen: dict[str, list[Any]] = field(default_factory=dict)
    newest: bool = False
    page: int = 1
    everything: bool = False


@dataclass(frozen=True)
class Place:
    label: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Hit:
    """`title` and the texts of places have what was found between START and STOP; `more`: further places."""

    incident_id: int
    number: int
    title: str
    places: list[Place]
    more: int


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    has_more: bool
    count: int
    counts: dict[str, dict[Any, int]]


# Characters that no text has, because passages are made without them.
START, STOP = "\x02", "\x03"


def find(user: User, wanted: Wanted) -> Found:
    """Three queries."""
    matching = _matching(user, wanted)
    counts = _counts(matching, wanted)
    count = counts.pop("", {}).get("", 0)
    rows = _rows(_narrowed(matching, wanted.chosen), wanted)
    return Found(_hits(rows[:PER_PAGE], wanted.typed), len(rows) > PER_PAGE, count, counts)


def quick(user: User, typed: str, *, most: int) -> list[Hit]:
    """The best few, while somebody types: two queries."""
    wanted = Wanted(typed=typed)
    return _hits(_rows(_matching(user, wanted), wanted)[:most], typed)


def matching(user: User, wanted: Wanted) -> EntryQuerySet:
    """Every hit, whatever its page."""
    return _narrowed(_matching(user, wanted), wanted.chosen)


def _matching(user: User, wanted: Wanted) -> EntryQuerySet:
    entries: EntryQuerySet = Entry.objects.visible_to(user)
    if not wanted.everything:
        entries = entries.written_up()
    return entries.filter(words=words.query(wanted.typed)) if wanted.typed else entries


def _narrowed(entries: EntryQuerySet, chosen: dict[str, list[Any]]) -> EntryQuerySet:
    for name, values in chosen.items():
        column, is_list = FACETS[name]
        if name == "date":
            entries = entries.filter(started_at__gte=begins(values[0])) if begins(values[0]) else entries
            entries = entries.filter(started_at__lt=ends(values[0])) if ends(values[0]) else entries
        else:
            entries = entries.filter(**{f"{column}__overlap" if is_list else f"{column}__in": values})
    return entries


def begins(period: str) -> datetime | None:
    now = timezone.localtime(clock.now())
    if period == "quarter":
        return now - timedelta(days=90)
    return _new_year(now) if period == "year" else None


def ends(period: str) -> datetime | None:
    return _new_year(timezone.localtime(clock.now())) if period == "earlier" else None


def _new_year(now: datetime) -> datetime:
    return now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _rows(entries: EntryQuerySet, wanted: Wanted) -> list[int]:
    """The keys of one page's hits, and of one more when there is another page."""
    first = (wanted.page - 1) * PER_PAGE
    newest = entries.order_by("-started_at", "-pk").values_list("pk", flat=True)
    if not wanted.typed or wanted.newest:
        return list(newest[first : first + PER_PAGE + 1])
    rank = SearchRank(F("words"), words.query(wanted.typed), weights=[0.1, 0.2, 0.5, 1.0], normalization=1)
    ranked = Entry.objects.filter(pk__in=newest[:RANKED]).order_by(rank.desc(), "-started_at", "-pk")
    return list(ranked.values_list("pk", flat=True)[first : first + PER_PAGE + 1])


def _counts(entries: EntryQuerySet, wanted: Wanted) -> dict[str, dict[Any, int]]:
    """Per facet and value how many there are when all the other facets' choices hold; under "" how many hits."""
    columns = list(dict.fromkeys(column for column, _ in FACETS.values()))
    found, given = entries.order_by().values("pk", *columns)[: COUNTED + 1].query.sql_with_params()
    parts, params = [], list(given)
    for name in ("", *FACETS):
        conditions, values = _conditions({key: value for key, value in wanted.chosen.items() if key != name})
        parts.append(_part(name, conditions))
        params += _periods() if name == "date" else []
        params += values
    columns_said = ", ".join(["incident_id", *columns])
    with connection.cursor() as cursor:
        cursor.execute(f"WITH hits ({columns_said}) AS MATERIALIZED ({found}) {' UNION ALL '.join(parts)}", params)  # noqa: S608
        counts: dict[str, dict[Any, int]] = {}
        for name, value, count in cursor.fetchall():
            counts.setdefault(name, {})[int(value) if name in FACETS and FACETS[name][1] else value] = count
    return counts


PERIODS_OF = """(VALUES ('quarter', %s::timestamptz, 'infinity'::timestamptz), ('year', %s, 'infinity'),
    ('earlier', '-infinity', %s)) AS p (name, begins, ends) ON started_at >= p.begins AND started_at < p.ends"""


def _part(name: str, conditions: str) -> str:
    if not name:
        return f"SELECT '' AS facet, '' AS value, count(*) FROM hits WHERE {conditions}"  # noqa: S608
    if name == "date":
        return f"SELECT 'date', p.name, count(*) FROM hits JOIN {PERIODS_OF} WHERE {conditions} GROUP BY p.name"  # noqa: S608
    column, is_list = FACETS[name]
    value = f"unnest({column})" if is_list else column
    return f"SELECT '{name}', v::text, count(*) FROM (SELECT {value} AS v FROM hits WHERE {conditions}) AS x GROUP BY v"  # noqa: S608


def _periods() -> list[Any]:
    return [begins("quarter"), begins("year"), ends("earlier")]


def _conditions(chosen: dict[str, list[Any]]) -> tuple[str, list[Any]]:
    parts: list[str] = ["true"]
    values: list[Any] = []
    for name, wanted in chosen.items():
        column, is_list = FACETS[name]
        if name == "date":
            for edge, sign in ((begins(wanted[0]), ">="), (ends(wanted[0]), "<")):
                if edge is not None:
                    parts.append(f"started_at {sign} %s")
                    values.append(edge)
        else:
            parts.append(f"{column} && %s::bigint[]" if is_list else f"{column} = ANY(%s::text[])")
            values.append(list(wanted))
    return " AND ".join(parts), values


PLACES_OF = """
WITH asked AS (SELECT {some} AS query)
SELECT e.id, incident.number, {title}, p.label, p.anchor, p.quoted, p.total
FROM unnest(%s::bigint[]) WITH ORDINALITY AS e (id, number)
CROSS JOIN asked JOIN library_entry AS entry ON entry.incident_id = e.id
JOIN incidents_incident AS incident ON incident.id = e.id
LEFT JOIN LATERAL (
    SELECT number, label, anchor, total, {quoted} AS quoted FROM (
        SELECT label, anchor, text, count(*) OVER () AS total, row_number() OVER (ORDER BY {order}) AS number
        FROM library_passage WHERE entry_id = e.id AND {condition} ORDER BY {order} LIMIT {most}
    ) AS best
) AS p ON true
ORDER BY e.number, p.number
"""
MARKED = f"ts_headline('english', {{}}, asked.query, 'StartSel={START}, StopSel={STOP}, HighlightAll=true')"


def _hits(keys: Sequence[int], typed: str) -> list[Hit]:
    """With the places that hold the words; without words, with how the write-up begins."""
    if not keys:
        return []
    some, given = words.some(typed)
    statement = PLACES_OF.format(
        some=some,
        title=MARKED.format("entry.title") if typed else "entry.title",
        quoted=MARKED.format("text") if typed else "text",
        order="ts_rank(words, asked.query) DESC, place" if typed else "place",
        condition="words @@ asked.query" if typed else "true",
        most=PLACES if typed else 1,
    )
    hits: dict[int, Hit] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, list(keys)])
        for key, number, title, label, anchor, text, total in cursor.fetchall():
            hit = hits.setdefault(key, Hit(key, number, title, [], max((total or 0) - PLACES, 0) if typed else 0))
            if label is not None:
                hit.places.append(Place(label, anchor, text))
    return [hits[key] for key in keys if key in hits]
