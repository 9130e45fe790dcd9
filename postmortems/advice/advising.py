from __future__ import annotations

from postmortems.advice.advice import Advice
from postmortems.advice.contradictions import contradictions
from postmortems.advice.decisions import decisions
from postmortems.advice.evidence import evidence
from postmortems.advice.lateness import lateness
from postmortems.advice.length import length
from postmortems.advice.names import names
from postmortems.advice.promises import promises
from postmortems.advice.unasked import unasked
from postmortems.snapshot import Snapshot

CHECKS = (lateness, length, contradictions, names, evidence, decisions, unasked, promises)


def advise(snapshot: Snapshot) -> list[Advice]:
    """All advice: what is about the whole first, then in the order of the sections."""
    found = [advice for check in CHECKS for advice in check(snapshot)]
    places = {text.key: place for place, text in enumerate(snapshot.texts)}
    return sorted(found, key=lambda advice: places.get(advice.section, -1))
