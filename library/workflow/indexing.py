"""Entries are made anew from what changed. The database marks changes itself, so that no way is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from actions.models import Action
from incidents.models import Incident, TimelineEntry
from library.models import Change, Entry, Passage
from library.passages import Quote, of_incident, quotes
from postmortems import content
from postmortems.models import Postmortem, Revision

BATCH = 50
# Distinguishes this advisory lock from any other's.
SWEEPING = 0x11B
STATES = {"published": "published", "amending": "published", "in_review": "in_review", "approved": "in_review"}

# English word forms, and the words as they are written, for names and exact phrases.
VECTOR = "to_tsvector('english', {0}) || to_tsvector('simple', {0})"
WRITE = f"""
UPDATE library_entry SET words = {
    " || ".join(f"setweight({VECTOR.format(f'%({weight})s')}, '{weight}')" for weight in "ABCD")
} WHERE incident_id = %(incident)s
"""  # noqa: S608 (no input in the text)
QUOTE = f"""
INSERT INTO library_passage (entry_id, place, label, anchor, text, words)
SELECT %s, q.place - 1, q.label, q.anchor, q.text, {VECTOR.format("q.text")}
FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS q(label, anchor, text, place)
"""  # noqa: S608


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
    rows = Incident.objects.filter(pk__in=list(incident_ids)).prefetch_related(*_LINKS).order_by("pk")
    incidents = {row.pk: row for row in rows}
    found = Postmortem.objects.filter(incident__in=incidents).select_related("incident")
    postmortems = {row.incident_id: row for row in found}
    contents = _contents(list(postmortems.values()))
    for incident in incidents.values():
        postmortem = postmortems.get(incident.pk)
        quoted = _quotes(incident, postmortem, contents.get(incident.pk))
        _write(incident, postmortem, quoted)


_LINKS = ("services", "teams", "tags")


def _contents(postmortems: Sequence[Postmortem]) -> dict[int, content.Content]:
    """By incident: what readers see, and of a draft what stands in it now."""
    revisions = [row.revision_id for row in postmortems if row.revision_id]
    frozen = dict(Revision.objects.filter(pk__in=revisions).values_list("postmortem__incident_id", "content"))
    drafts = [row for row in postmortems if not row.revision_id]
    return frozen | {row.incident_id: made for row, made in zip(drafts, content.frozen(drafts), strict=True)}


def _quotes(incident: Incident, postmortem: Postmortem | None, made: content.Content | None) -> list[Quote]:
    if postmortem is not None and made is not None:
        return list(quotes(made, list(dict.fromkeys([made["title"], incident.title]))))
    timeline = TimelineEntry.objects.filter(incident=incident).kept().in_order()
    actions = Action.objects.filter(incident=incident).order_by("number")
    return of_incident(
        incident.title,
        incident.summary,
        list(timeline.values("text", "who", "known", "options", "missing")),
        list(actions.values("title", "done_when", "benefit")),
    )


def _write(incident: Incident, postmortem: Postmortem | None, quoted: list[Quote]) -> None:
    facts: dict[str, Any] = {
        "title": postmortem.title if postmortem else incident.title,
        "state": STATES.get(postmortem.state, "draft") if postmortem else "none",
        "severity": incident.severity,
        "kind": incident.kind,
        "started_at": incident.started_at,
        **{name: [row.pk for row in getattr(incident, name).all()] for name in _LINKS},
    }
    Entry.objects.update_or_create(incident=incident, defaults=facts, create_defaults={**facts, "words": ""})
    Passage.objects.filter(entry=incident.pk).delete()
    with connection.cursor() as cursor:
        texts = {weight: "\n".join(quote.text for quote in quoted if quote.weight == weight) for weight in "ABCD"}
        cursor.execute(WRITE, {**texts, "incident": incident.pk})
        shown = [quote for quote in quoted if quote.label != "Title"]
        columns = ([quote[n][:160] for quote in shown] if n == 0 else [quote[n] for quote in shown] for n in range(3))
        cursor.execute(QUOTE, [incident.pk, *columns])
