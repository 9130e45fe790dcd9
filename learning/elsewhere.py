"""Write-ups from elsewhere among the hits of the library."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.urls import reverse

from accounts.models import User
from learning.excerpts import excerpt, opening
from library import words
from library.elsewhere import ALONE, Elsewhere, Hit, is_alone
from library.facets import FACETS
from library.marking import marked
from library.paging import Cursor
from library.quoting import MARKED
from library.search import Wanted
from library.supplied import DATE, EXTERNAL, FROM, PERIODS, begins, ends

# What they have none of: whoever narrows by it wants our own.
OF_OURS = ("service", "team", "severity", "state", "kind")
SHOWN_WORDS, SHOWN_LETTERS = 40, 300
TAGS = "ARRAY(SELECT tag_id::text FROM learning_external_tags WHERE external_id = e.id)"
# The address of a page names the last hit by these; ranks are compared as they are computed.
PLACE = "(rank::real, day, id)"
NAMED = """EXISTS (SELECT FROM learning_external_tags AS l JOIN incidents_tag AS t ON t.id = l.tag_id
    WHERE l.external_id = e.id AND library_vector(t.name) @@ ({0}))"""
FOUND = """
WITH asked AS (SELECT {some} AS query), found AS (
    SELECT e.id, e.title, e.publisher, e.published_on, e.summary, {rank} AS rank,
        COALESCE(e.published_on, e.added_at::date) AS day
    FROM learning_external AS e WHERE e.removed_at IS NULL AND {conditions}
), best AS (SELECT * FROM found WHERE {beyond} ORDER BY rank {way}, day {way}, id {way} LIMIT %s)
SELECT (SELECT count(*) FROM found), best.rank, best.day, best.id, {title}, best.publisher, best.published_on, {text},
    {whole},
    ARRAY(SELECT t.name FROM learning_external_tags AS l JOIN incidents_tag AS t ON t.id = l.tag_id
        WHERE l.external_id = best.id ORDER BY t.name)
FROM asked LEFT JOIN best ON true ORDER BY best.rank DESC, best.day DESC, best.id DESC
"""
EVERY = "SELECT e.id FROM learning_external AS e WHERE e.removed_at IS NULL AND {conditions}"
COUNTED = "SELECT {tags}, e.published_on FROM learning_external AS e WHERE e.removed_at IS NULL AND {conditions}"
Conditions = tuple[str, list[Any]]


def found_elsewhere(user: User, wanted: Wanted, most: int) -> Elsewhere:
    """What everybody in the organisation may read: one query, and one for counts where they alone are asked for."""
    if not user.is_active or _wants_ours(wanted):
        return Elsewhere()
    cursor = wanted.cursor if most == ALONE else None
    count, rows = _page(wanted, most, cursor)
    if cursor and not rows:
        cursor = None
        count, rows = _page(wanted, most, None)
    is_back = cursor is not None and cursor.is_before
    has_more, rows = len(rows) > most, rows[-most:] if is_back else rows[:most]
    newer, older = (has_more, True) if is_back else (cursor is not None, has_more)
    return Elsewhere(
        count,
        [_hit(*row[2:]) for row in rows],
        _counts(wanted) if is_alone(wanted) else {},
        _edge(rows[0], is_before=True) if newer and rows else None,
        _edge(rows[-1], is_before=False) if older and rows else None,
    )


def keys_elsewhere(wanted: Wanted, among: list[int] | None = None) -> list[int]:
    """All that a search finds, or those of a few; for searches that are followed."""
    if _wants_ours(wanted) or EXTERNAL not in wanted.chosen.get(FROM, [EXTERNAL]):
        return []
    conditions, params = _conditions(wanted, *_held(wanted))
    if among is not None:
        conditions, params = f"{conditions} AND e.id = ANY(%s)", [*params, among]
    with connection.cursor() as cursor:
        cursor.execute(EVERY.format(conditions=conditions), params)
        return [key for (key,) in cursor.fetchall()]


def _wants_ours(wanted: Wanted) -> bool:
    return any(wanted.chosen.get(name) for name in OF_OURS)


def _held(wanted: Wanted) -> Conditions:
    return words.query(wanted.typed) if wanted.typed else ("", [])


def _page(wanted: Wanted, most: int, cursor: Cursor | None) -> tuple[int, list[tuple[Any, ...]]]:
    """How many there are, and from the cursor on one more than are shown."""
    held, given = _held(wanted)
    some, some_given = words.some(wanted.typed)
    conditions, params = _conditions(wanted, held, given)
    beyond, edge = _beyond(cursor)
    text = "regexp_replace(best.summary, '[[:cntrl:]]+', ' ', 'g')"
    options = f"MaxWords={SHOWN_WORDS}, MinWords={SHOWN_WORDS // 2}"
    is_ranked = bool(held) and not wanted.newest
    statement = FOUND.format(
        some=some,
        rank=f"ts_rank(e.words, {held})" if is_ranked else "0::real",
        conditions=conditions,
        beyond=beyond,
        way="ASC" if cursor and cursor.is_before else "DESC",
        title=MARKED.format("best.title") if held else "best.title",
        text=MARKED.format(text).replace("HighlightAll=true", options) if held else "NULL",
        whole=text,
    )
    with connection.cursor() as rows:
        rows.execute(statement, [*some_given, *(given if is_ranked else []), *params, *edge, most + 1])
        found = rows.fetchall()
    return found[0][0], [row[1:] for row in found if row[3] is not None]


def _beyond(cursor: Cursor | None) -> Conditions:
    if cursor is None or not 0 < cursor.start < date.max.toordinal():
        return "true", []
    edge = [cursor.rank or 0.0, date.fromordinal(int(cursor.start)), cursor.key]
    return f"{PLACE} {'>' if cursor.is_before else '<'} (%s::real, %s::date, %s)", edge


def _edge(row: tuple[Any, ...], *, is_before: bool) -> Cursor:
    rank, day, key = row[:3]
    return Cursor(rank, float(day.toordinal()), key, is_before)


def _conditions(wanted: Wanted, held: str, given: list[str]) -> Conditions:
    """The words, and every choice."""
    text, params = _in_words(wanted, held, given)
    parts = [text]
    for name, values in wanted.chosen.items():
        if FACETS[name].source == "tags":
            parts.append(f"{TAGS} && %s")
            params.append(list(values))
        elif name == DATE:
            stretches = [_between(begins(value), ends(value)) for value in values]
            parts.append(f"({' OR '.join(condition for condition, _ in stretches) or 'false'})")
            params += [value for _, days in stretches for value in days]
    return " AND ".join(parts), params


def _in_words(wanted: Wanted, held: str, given: list[str]) -> Conditions:
    """The words, and the days that somebody named."""
    between, params = _between(wanted.since, wanted.until)
    if not held:
        return between, params
    return f"(e.words @@ ({held}) OR {NAMED.format(held)}) AND {between}", [*given, *given, *params]


def _between(since: Any, until: Any) -> Conditions:
    parts = [*(["e.published_on >= %s"] if since else []), *(["e.published_on < %s"] if until else [])]
    return " AND ".join(parts) or "true", [each.date() for each in (since, until) if each]


def _counts(wanted: Wanted) -> dict[str, dict[str, int]]:
    """Of the facets they have, each under the choices of the others."""
    conditions, params = _in_words(wanted, *_held(wanted))
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(tags=TAGS, conditions=conditions), params)
        rows = [{"tags": set(tags), DATE: _periods(on)} for tags, on in cursor.fetchall()]
    facets = {DATE: DATE} | {name: "tags" for name, facet in FACETS.items() if facet.source == "tags"}
    chosen = {name: set(values) for name, values in wanted.chosen.items() if name in facets}
    counts: dict[str, dict[str, int]] = {name: {} for name in facets}
    for row in rows:
        misses = {name for name, values in chosen.items() if not values & row[facets[name]]}
        for name, kind in facets.items():
            for value in row[kind] if misses <= {name} else ():
                counts[name][value] = counts[name].get(value, 0) + 1
    return counts


def _periods(on: date | None) -> set[str]:
    if on is None:
        return set()
    edges = {period: (begins(period), ends(period)) for period in PERIODS}
    return {
        period
        for period, (begin, end) in edges.items()
        if (begin is None or on >= begin.date()) and (end is None or on < end.date())
    }


def _hit(pk: int, title: str, publisher: str, on: date | None, piece: str | None, whole: str, tags: list[str]) -> Hit:
    where = ", ".join([*([publisher] if publisher else []), *([f"{on.day} {on:%b %Y}"] if on else [])])
    text = opening(whole, SHOWN_LETTERS) if piece is None else excerpt(piece, whole)
    return Hit(reverse("learning:external", args=[pk]), marked(title), where or "The web", marked(text), tags)
