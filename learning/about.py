"""What likeness is asked about: something that is being typed, or an incident with all that is written of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from incidents.models import Incident, Tag

MOST = 5
# By the key of an incident: what searches know of it, and what hangs on it.
KNOWN = """
SELECT
    ARRAY(SELECT text FROM library_passage WHERE entry_id = i.id ORDER BY place),
    ARRAY(SELECT json_build_array(s.id, s.name) FROM incidents_incident_services AS l
        JOIN incidents_service AS s ON s.id = l.service_id WHERE l.incident_id = i.id ORDER BY s.name),
    ARRAY(SELECT json_build_array(t.id, t.kind, t.name) FROM incidents_incident_tags AS l
        JOIN incidents_tag AS t ON t.id = l.tag_id WHERE l.incident_id = i.id ORDER BY t.kind, t.name),
    (SELECT tsvector_to_array(words) FROM
        (SELECT incident_id, words FROM library_writtenwords
    UNION ALL SELECT incident_id, words FROM library_otherwords) AS said
        WHERE incident_id = i.id),
    ARRAY(SELECT DISTINCT f.category FROM postmortems_contributingfactor AS f
        JOIN postmortems_postmortem AS p ON p.id = f.postmortem_id
        WHERE p.incident_id = i.id AND f.removed_at IS NULL),
    ARRAY(SELECT other_id FROM incidents_incidentrelation WHERE incident_id = i.id
        UNION SELECT incident_id FROM incidents_incidentrelation WHERE other_id = i.id)
FROM (VALUES (%s::bigint)) AS i (id)
"""


@dataclass(frozen=True)
class About:
    """`incident_id`: it is one that is there already; then `own` are the lexemes of its entry, `categories` those in
    which its factors were found, and `related` the incidents it is related to, which nobody must find again."""

    text: str
    services: dict[int, str] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    incident_id: int | None = None
    before: datetime | None = None
    most: int = MOST
    own: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    related: frozenset[int] = frozenset()


def of_incident(incident: Incident, *, most: int = MOST) -> About:
    """What is written of it so far, as searches know it; the title alone until they do. One query."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [incident.pk])
        row = cursor.fetchone()
    assert row is not None
    texts, services, tags, own, categories, related = row
    return About(
        text="\n".join([incident.title, incident.summary, incident.trigger, *texts]),
        services=dict(services),
        tags=[Tag(pk=pk, kind=kind, name=name) for pk, kind, name in tags],
        incident_id=incident.pk,
        before=incident.started_at,
        most=most,
        own=frozenset(own or ()),
        categories=frozenset(categories),
        related=frozenset(related),
    )
