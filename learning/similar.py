"""Earlier incidents like one: by rare words, services, tags and categories of factors shared, each with its reasons.

The query begins with what the reader may see, so that nothing else is ranked, counted or said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse

from accounts.models import User
from incidents.models import Incident, Tag
from learning.about import About
from learning.reasons import Shared, said
from learning.terms import Term, phrases, terms_of
from library.models import Entry

# How many of the best are looked at closely; of each service and tag, the newest so many can be among them.
CLOSELY, NEWEST = 40, 60
SERVICE, CATEGORY, SIDE_BY_SIDE = 0.8, 0.05, 0.25
LENGTH, USUAL = 0.6, 400
TAGS = {Tag.Kind.FAILURE_MODE: 0.8, Tag.Kind.CAUSE: 0.3, Tag.Kind.TECHNOLOGY: 0.35, Tag.Kind.OTHER: 0.25}
# Less than this is chance; and a service alone fails in many ways.
ENOUGH, ENOUGH_BESIDES = 0.6, 0.2

# Ranks per term: how often it is said there, a title counting most. Weights from D to A.
CLOSER = """
SELECT incident_id, length(w), ARRAY(
    SELECT ts_rank('{0.5, 0.6, 0.75, 1.0}', w, q::tsquery)
    FROM unnest(%s::text[]) WITH ORDINALITY AS u (q, n) ORDER BY n
), ARRAY(SELECT p FROM unnest(%s::text[]) AS p WHERE w @@ phraseto_tsquery('english', p)),
    ARRAY(SELECT DISTINCT f.category FROM postmortems_contributingfactor AS f
        JOIN postmortems_postmortem AS p ON p.id = f.postmortem_id
        WHERE p.incident_id = e.incident_id AND f.removed_at IS NULL)
FROM (SELECT incident_id, words || ''::tsvector AS w FROM
    (SELECT incident_id, words FROM library_writtenwords
    UNION ALL SELECT incident_id, words FROM library_otherwords) AS said
    WHERE incident_id = ANY(%s) OFFSET 0) AS e
"""


class Closer(NamedTuple):
    """Per lexeme its rank, how many different words there are, our words side by side that stand so there, too, and the
    categories in which its factors were found."""

    ranks: dict[str, float]
    size: int
    phrases: list[str]
    categories: frozenset[str]


# What is searched of every incident, written up or not.
SAID = """(SELECT incident_id, words FROM library_writtenwords
    UNION ALL SELECT incident_id, words FROM library_otherwords)"""


@dataclass(frozen=True)
class Similar:
    incident_id: int
    number: int
    title: str
    severity: str
    kind: str
    state: str
    started_at: datetime
    score: float
    least: float
    reasons: list[str]

    @property
    def reference(self) -> str:
        return f"INC-{self.number}"

    @property
    def href(self) -> str:
        page = "postmortems:postmortem" if self.state == "published" else "incidents:incident"
        return reverse(page, args=[self.reference])

    @property
    def reason(self) -> str:
        """One sentence, as the relation will say it."""
        text = "; ".join(self.reasons)
        return (text[:1].upper() + text[1:])[:480]


def similar(user: User, about: About) -> list[Similar]:
    """The most alike first; none that is not earlier. Four queries, however many incidents there are."""
    if not user.is_active:
        return []
    terms = terms_of(about.text, own=about.own)
    tags = {tag.pk: tag for tag in about.tags}
    rows = _candidates(user, about, terms, tags)
    if not rows:
        return []
    known = _Known(about, terms, tags)
    found = [each for each in _looked_at(user, rows, known) if each.score >= each.least]
    found.sort(key=lambda each: (-each.score, -each.started_at.timestamp(), each.number))
    return found[: about.most]


class _Known:
    """What is asked about, read once."""

    def __init__(self, about: About, terms: list[Term], tags: dict[int, Tag]) -> None:
        self.about, self.terms, self.tags = about, terms, tags
        self.together = phrases(about.text, terms)
        self.services = about.services


def _looked_at(user: User, keys: list[int], known: _Known) -> Iterator[Similar]:
    closer = _closer(keys, known.terms, known.together)
    entries = Entry.objects.visible_to(user).select_related("incident").filter(pk__in=closer)
    for entry in entries:
        near = closer[entry.pk]
        shared = Shared(
            terms=[term for term in known.terms if term.lexeme in near.ranks],
            phrases=near.phrases,
            services=[known.services[pk] for pk in entry.services if pk in known.services],
            tags=[known.tags[pk] for pk in entry.tags if pk in known.tags],
            categories=sorted(known.about.categories & near.categories),
        )
        yield _similar(entry, _score(shared, near), shared)


def _score(shared: Shared, closer: Closer) -> float:
    score = sum(term.weight * closer.ranks[term.lexeme] for term in shared.terms)
    score += SIDE_BY_SIDE * min(len(shared.phrases), 4)
    # A long text has every word somewhere.
    score /= (1 - LENGTH + LENGTH * closer.size / USUAL) ** 0.5
    score += SERVICE * bool(shared.services) + sum(TAGS[Tag.Kind(tag.kind)] for tag in shared.tags)
    # Whoever shares nothing else is not alike for having a factor in "process".
    return score + (CATEGORY * min(len(shared.categories), 3) if score else 0)


def _similar(entry: Any, score: float, shared: Shared) -> Similar:
    incident = entry.incident
    return Similar(
        incident_id=entry.pk,
        number=incident.number,
        title=entry.title,
        severity=incident.severity,
        kind=incident.kind,
        state=entry.state,
        started_at=incident.started_at,
        score=score,
        least=SERVICE + ENOUGH_BESIDES if shared.services else ENOUGH,
        reasons=said(shared),
    )


def _candidates(user: User, about: About, terms: list[Term], tags: dict[int, Tag]) -> list[int]:
    """The most promising incidents that the reader may know of."""
    arms, params = _arms(about, terms, tags)
    if not arms:
        return []
    seen = Incident.objects.visible_to(user).order_by()
    if about.before is not None:
        seen = seen.filter(started_at__lte=about.before)
    if about.incident_id is not None:
        seen = seen.exclude(pk=about.incident_id)
    visible, given = seen.values("pk").query.sql_with_params()
    statement = f"""
        WITH arms (incident_id, weight) AS ({" UNION ALL ".join(arms)}),
        found AS (SELECT incident_id, sum(weight) AS weight FROM arms GROUP BY 1)
        SELECT f.incident_id FROM found AS f
        WHERE f.incident_id IN ({visible}) ORDER BY f.weight DESC, f.incident_id DESC LIMIT {CLOSELY}
    """  # noqa: S608 (no input in the text)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *given])
        return [key for (key,) in cursor.fetchall()]


def _arms(about: About, terms: list[Term], tags: dict[int, Tag]) -> tuple[list[str], list[Any]]:
    arms, params = [], list[Any]()
    for term in terms:
        arms.append(f"(SELECT incident_id, %s::float8 FROM {SAID} AS said WHERE words @@ %s::tsquery)")  # noqa: S608
        params += [term.weight, f"'{term.lexeme}'"]
    newest = (
        "(SELECT incident_id, %s::float8 FROM incidents_incident_{0}s WHERE {0}_id = %s ORDER BY id DESC LIMIT {1})"
    )
    for service in about.services:
        arms.append(newest.format("service", NEWEST))
        params += [SERVICE, service]
    for tag in tags.values():
        arms.append(newest.format("tag", NEWEST))
        params += [TAGS[Tag.Kind(tag.kind)], tag.pk]
    return arms, params


def _closer(keys: Iterable[int], terms: list[Term], together: dict[tuple[str, str], str]) -> dict[int, Closer]:
    """What only the whole text of a candidate tells. Each is unpacked once: `||` makes a copy that is."""
    phrases = list(dict.fromkeys(together.values()))[:12]
    with connection.cursor() as cursor:
        cursor.execute(CLOSER, [[f"'{term.lexeme}'" for term in terms], phrases, list(keys)])
        return {
            key: Closer(_ranked(terms, ranks), size, found, frozenset(categories))
            for key, size, ranks, found, categories in cursor.fetchall()
        }


def _ranked(terms: list[Term], ranks: list[float]) -> dict[str, float]:
    return {term.lexeme: rank for term, rank in zip(terms, ranks, strict=True) if rank}
