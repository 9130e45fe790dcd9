"""Entries are made anew from what changed. The database marks changes itself, so that no way is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from actions.models import Action
from incidents.models import Incident, TimelineEntry
from library import facets
from library.models import Change, Passage
from library.passages import Quote, comments, of_incident, quotes
from library.vocabulary import vocabulary
from library.workflow.telling import SWEEPING, tell_followers
from postmortems import content
from postmortems.models import Comment, Postmortem, Revision

BATCH = 50
COMMENTED = ("postmortem__incident_id", "thread_id", "thread__at", "body")
# Only titles weigh so much; a hit shows its title anyway.
TITLE = "A"
STATES = {"published": "published", "amending": "published", "in_review": "in_review", "approved": "in_review"}

WORDS = " || ".join(f"setweight(library_vector(t.{weight}), '{weight}')" for weight in "ABCD")
LINKED = ", ".join(
    f"ARRAY(SELECT {column}_id FROM incidents_incident_{column}s WHERE incident_id = i.id ORDER BY 1)"  # noqa: S608
    for column in ("service", "team", "tag")
)
COLUMNS = (
    *("title", "state", "severity", "kind", "started_at", "services", "teams", "tags"),
    *("further", "version"),
)
# What an entry is about: its title, and what it says most often and in the weightiest places.
ABOUT = """
SELECT COALESCE(array_to_tsvector(array_agg(lexeme)), ''::tsvector) FROM (
    SELECT lexeme, weights, row_number() OVER (
        ORDER BY cardinality(array_positions(weights, 'B')) * 3 + cardinality(weights) DESC, lexeme
    ) AS place FROM unnest(made.words)
) AS said WHERE place <= 40 OR 'A' = ANY(weights)
"""
# Of an incident that was deleted meanwhile nothing is written.
WRITE = f"""
WITH made AS MATERIALIZED (
    SELECT t.id, t.title, t.state, t.further::jsonb AS further, {WORDS} AS words
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS t (id, title, state, further, A, B, C, D)
), entries AS (
    INSERT INTO library_entry (incident_id, {", ".join(COLUMNS)})
    SELECT i.id, made.title, made.state, i.severity, i.kind, i.started_at, {LINKED},
        ARRAY(SELECT jsonb_array_elements_text(made.further)), nextval('library_version')
    FROM made JOIN incidents_incident AS i ON i.id = made.id
    ON CONFLICT (incident_id) DO UPDATE SET {", ".join(f"{column} = excluded.{column}" for column in COLUMNS)}
    RETURNING incident_id, state
), written AS (
    INSERT INTO library_writtenwords (incident_id, words, about)
    SELECT id, words, ({ABOUT}) FROM made JOIN entries ON incident_id = id WHERE entries.state <> 'none'
    ON CONFLICT (incident_id) DO UPDATE SET words = excluded.words, about = excluded.about
), others AS (
    INSERT INTO library_otherwords (incident_id, words)
    SELECT id, words FROM made JOIN entries ON incident_id = id WHERE entries.state = 'none'
    ON CONFLICT (incident_id) DO UPDATE SET words = excluded.words
), begun AS (
    DELETE FROM library_otherwords USING entries
    WHERE library_otherwords.incident_id = entries.incident_id AND entries.state <> 'none'
)
DELETE FROM library_writtenwords USING entries
WHERE library_writtenwords.incident_id = entries.incident_id AND entries.state = 'none'
"""  # noqa: S608 (no input in the text)
QUOTE = """
INSERT INTO library_passage (entry_id, place, label, anchor, text, words)
SELECT q.entry, q.place, q.label, q.anchor, q.text, library_vector(q.text)
FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[]) AS q (entry, place, label, anchor, text)
"""  # noqa: S608
LEARN = "INSERT INTO library_word (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"


def sweep(most: int = 1_000) -> int:
    """Make the entries of what changed anew, oldest change first. Returns how many were made.

    One process at a time: another one's older reading must not be written over a newer one.
    """
    done = 0
    while done < most and (made := _batch()):
        done += made
    return done


@transaction.atomic
def _batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEPING])
        if not cursor.fetchone()[0]:
            return 0
        # What commits after this reading has a row of its own, which stays.
        rows = list(Change.objects.order_by("pk").values_list("pk", "incident_id")[: BATCH * 20])
        if not rows:
            return 0
        incidents = list(dict.fromkeys(incident_id for _, incident_id in rows))[:BATCH]
        taken = [pk for pk, incident_id in rows if incident_id in set(incidents)]
        Change.objects.filter(pk__in=taken).delete()
    index(incidents)
    return len(incidents)


@transaction.atomic
def index(incident_ids: Iterable[int]) -> None:
    """Make the entries of these incidents anew; of one that is gone nothing is left."""
    with connection.cursor() as cursor:
        # Versions are given and committed in one order.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SWEEPING])
    incidents = list(Incident.objects.filter(pk__in=list(incident_ids)).order_by("pk"))
    found = Postmortem.objects.filter(incident__in=incidents).select_related("incident")
    postmortems = {row.incident_id: row for row in found}
    contents = _contents(list(postmortems.values()))
    rest = _rows([incident.pk for incident in incidents if incident.pk not in contents])
    said = _grouped(_kept_comments(list(postmortems.values())))
    quoted = {
        incident.pk: [*_quotes(incident, contents.get(incident.pk), rest), *comments(said.get(incident.pk, []))]
        for incident in incidents
    }
    _write(incidents, postmortems, quoted)
    tell_followers([incident.pk for incident in incidents])


def _kept_comments(postmortems: Sequence[Postmortem]) -> Any:
    """Without those that were taken back."""
    rows = Comment.objects.filter(postmortem__in=postmortems, removed_at__isnull=True)
    return rows.order_by("pk").values(*COMMENTED)


def _contents(postmortems: Sequence[Postmortem]) -> dict[int, content.Content]:
    """By incident: what readers see, and of a draft what stands in it now."""
    revisions = [row.revision_id for row in postmortems if row.revision_id]
    frozen = dict(Revision.objects.filter(pk__in=revisions).values_list("postmortem__incident_id", "content"))
    drafts = [row for row in postmortems if not row.revision_id]
    return frozen | {row.incident_id: made for row, made in zip(drafts, content.frozen(drafts), strict=True)}


def _rows(incident_ids: list[int]) -> dict[str, dict[int, list[dict[str, Any]]]]:
    """Entries of the timeline and actions, by incident."""
    timeline = TimelineEntry.objects.filter(incident__in=incident_ids).kept().in_order()
    actions = Action.objects.filter(incident__in=incident_ids).order_by("number")
    return {
        "timeline": _grouped(timeline.values("incident_id", "text", "who", "known", "options", "missing")),
        "actions": _grouped(actions.values("incident_id", "title", "done_when", "benefit")),
    }


def _grouped(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[next(iter(row))], []).append(row)
    return found


def _quotes(incident: Incident, made: content.Content | None, rest: dict[str, dict[int, Any]]) -> list[Quote]:
    if made is not None:
        return list(quotes(made, list(dict.fromkeys([made["title"], incident.title]))))
    rows = {name: found.get(incident.pk, []) for name, found in rest.items()}
    return of_incident(incident.title, incident.summary, **rows)


def _write(incidents: list[Incident], postmortems: dict[int, Postmortem], quoted: dict[int, list[Quote]]) -> None:
    keys = [incident.pk for incident in incidents]
    states = [_state(postmortems.get(key)) for key in keys]
    titles = [postmortems.get(incident.pk, incident).title for incident in incidents]
    texts = (
        ["\n".join(quote.text for quote in quoted[key] if quote.weight == weight) for key in keys] for weight in "ABCD"
    )
    shown = [
        (key, place, quote.label[:160], quote.anchor, quote.text)
        for key in keys
        for place, quote in enumerate(quoted[key])
        if quote.weight != TITLE
    ]
    Passage.objects.filter(entry__in=keys).delete()
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [keys, titles, states, facets.further(keys), *texts])
        cursor.execute(LEARN, [vocabulary(quote.text for key in keys for quote in quoted[key])])
        cursor.execute(QUOTE, [list(column) for column in zip(*shown, strict=True)] or [[], [], [], [], []])


def _state(postmortem: Postmortem | None) -> str:
    return STATES.get(postmortem.state, "draft") if postmortem else "none"
