"""Who types, and the long documents they type in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from pycrdt import Doc, Text

from accounts.models import User
from bench.visiting import cookie_of
from incidents import workflow as incidents
from kit import clock
from live import crdt, materialise, store
from postmortems import workflow
from postmortems.models import Postmortem
from postmortems.supplied import SUMMARY

CHARACTERS = 50_000
# Sessions in which the history was typed, one after the other.
SESSIONS = 40
AT_ONCE = 500
SENTENCE = "the pool ran dry because a release held every connection it was given and nobody had asked how many"


@dataclass(frozen=True)
class Draft:
    document_id: int
    address: str
    section: str


def editors(count: int) -> list[User]:
    """People who may write in any draft that the organisation sees."""
    return list(User.objects.filter(is_active=True, role__in=["member", "administrator"]).order_by("pk")[:count])


def cookies(count: int) -> list[str]:
    return [cookie_of(user) for user in editors(count)]


def draft(by: User, *, updates: int) -> Draft:
    """50 KB, typed by so many updates; none of them folded yet."""
    started = clock.now() - timedelta(hours=3)
    incident = incidents.declare(by=by, title="Payments stopped for an hour", severity="sev2", started_at=started)
    postmortem: Postmortem = workflow.start(incident, by=by)
    # Where a text may be long; above a limit every word would change what the outline says.
    long = postmortem.sections.filter(prose=True).exclude(most_words__gt=0).exclude(key=SUMMARY)
    keys = list(long.order_by("order").values_list("key", flat=True))
    assert postmortem.document_id is not None
    typed = history(store.load(postmortem.document_id)[0], keys, updates, Random(updates))
    for start in range(0, len(typed), AT_ONCE):
        part = typed[start : start + AT_ONCE]
        store.append(postmortem.document_id, part, [by.pk] * len(part))
    materialise.materialise(postmortem.document_id)
    return Draft(postmortem.document_id, f"/postmortems/{incident.reference}/edit/", keys[0])


def history(before: Doc[Any], keys: list[str], updates: int, rng: Random) -> list[bytes]:
    """Typed at an end of a section or in the middle of it, by people who come and go."""
    made: list[bytes] = []
    each = max(1, updates // SESSIONS)
    told = iter(letters(rng))
    lengths = [CHARACTERS * (n + 1) // updates - CHARACTERS * n // updates for n in range(updates)]
    known = [before.get_update()]
    for start in range(0, updates, each):
        doc: Doc[Any] = Doc()
        crdt.apply(doc, known)
        for place, length in enumerate(lengths[start : start + each]):
            if place % 50 == 0:
                text = doc.get(keys[(start + place) // 50 % len(keys)], type=Text)
                at = len(text) if rng.random() < 0.6 else rng.randint(0, len(text))
            state = doc.get_state()
            text.insert(at, "".join(next(told) for _ in range(length)))
            at += length
            made.append(doc.get_update(state))
        known = [doc.get_update()]
    return made


def letters(rng: Random) -> Any:
    """English enough, in paragraphs; ASCII, so that a character is a byte."""
    words = SENTENCE.split()
    while True:
        for _ in range(rng.randint(30, 90)):
            yield from rng.choice(words)
            yield " "
        yield from "\n\n"


def readable(count: int) -> list[int]:
    """Documents that everybody may follow; where there are too few, more are made."""
    by = editors(1)[0]
    rows = Postmortem.objects.filter(incident__visibility="organisation", document__isnull=False)
    for _ in range(count - rows.count()):
        draft(by, updates=1)
    return list(rows.order_by("pk").values_list("document_id", flat=True)[:count])
