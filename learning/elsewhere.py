"""Write-ups from elsewhere among the hits of the library."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db import connection
from django.urls import reverse

from accounts.models import User
from library import elsewhere, words
from library.elsewhere import Elsewhere, Hit
from library.facets import FACETS
from library.quoting import MARKED
from library.search import Wanted
from library.shown import marked
from library.supplied import DATE, begins, ends

# What they have none of: whoever narrows by it wants our own.
OF_OURS = ("service", "team", "severity", "state", "kind")
SHOWN_WORDS = 40
TAGGED = "EXISTS (SELECT FROM learning_external_tags AS l WHERE l.external_id = e.id AND l.tag_id = ANY(%s))"
NAMED = """EXISTS (SELECT FROM learning_external_tags AS l JOIN incidents_tag AS t ON t.id = l.tag_id
    WHERE l.external_id = e.id AND to_tsvector('english', t.name) @@ ({0}))"""
FOUND = """
WITH asked AS (SELECT {some} AS query), found AS (
    SELECT e.id, e.title, e.publisher, e.published_on, e.summary, e.added_at, {rank} AS rank,
        ARRAY(SELECT tag_id::text FROM learning_external_tags WHERE external_id = e.id) AS tags
    FROM learning_external AS e WHERE e.removed_at IS NULL AND {conditions}
), best AS (SELECT * FROM found ORDER BY rank DESC, added_at DESC, id DESC LIMIT %s)
SELECT (SELECT count(*) FROM found), (SELECT json_agg(t) FROM (SELECT unnest(tags) FROM found) AS f (t)),
    best.id, {title}, best.publisher, best.published_on, {text},
    ARRAY(SELECT name FROM incidents_tag WHERE id::text = ANY(best.tags) ORDER BY name)
FROM asked LEFT JOIN best ON true ORDER BY best.rank DESC, best.added_at DESC, best.id DESC
"""


def found_elsewhere(user: User, wanted: Wanted, most: int) -> Elsewhere:
    """What everybody in the organisation may read: one query."""
    if not user.is_active or any(wanted.chosen.get(name) for name in OF_OURS):
        return Elsewhere()
    held, given = words.query(wanted.typed) if wanted.typed else ("", [])
    some, some_given = words.some(wanted.typed)
    conditions, params = _conditions(wanted, held, given)
    text = "regexp_replace(best.summary, '[[:cntrl:]]+', ' ', 'g')"
    options = f"MaxWords={SHOWN_WORDS}, MinWords={SHOWN_WORDS // 2}"
    statement = FOUND.format(
        some=some,
        rank=f"ts_rank(e.words, {held})" if held else "0",
        conditions=" AND ".join(conditions),
        title=MARKED.format("best.title") if held else "best.title",
        text=MARKED.format(text).replace("HighlightAll=true", options) if held else f"left({text}, 300)",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*some_given, *given, *params, most])
        rows = cursor.fetchall()
    count, tags = rows[0][:2]
    hits = [_hit(*row[2:]) for row in rows if row[2] is not None]
    return Elsewhere(count, hits, Counter(tags or ()))


def _conditions(wanted: Wanted, held: str, given: list[str]) -> tuple[list[str], list[Any]]:
    parts, params = ["true"], list[Any]()
    if held:
        parts.append(f"(e.words @@ ({held}) OR {NAMED.format(held)})")
        params += [*given, *given]
    for name, values in wanted.chosen.items():
        if FACETS[name].source == "tags":
            parts.append(TAGGED)
            params.append([int(value) for value in values])
    stretches = [(wanted.since, wanted.until)]
    stretches += [(begins(value), ends(value)) for value in wanted.chosen.get(DATE, ())]
    for begin, end in stretches:
        if begin:
            parts.append("e.published_on >= %s")
            params.append(begin.date())
        if end:
            parts.append("e.published_on < %s")
            params.append(end.date())
    return parts, params


def _hit(pk: int, title: str, publisher: str, on: date | None, text: str, tags: list[str]) -> Hit:
    where = ", ".join([*([publisher] if publisher else []), *([f"{on.day} {on:%b %Y}"] if on else [])])
    return Hit(reverse("learning:external", args=[pk]), marked(title), where or "The web", marked(text), tags)


def register() -> None:
    elsewhere.register(found_elsewhere)
