from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Incident, QuietSpell
from incidents.workflow.changes import locked, touch
from kit.errors import Refused


@transaction.atomic
def answer_gap(incident: Incident, *, by: User, start_at: datetime, end_at: datetime, note: str = "") -> QuietSpell:
    """Give one's word that nothing happened in between; the same answer again changes nothing."""
    policy.require("incidents.edit_timeline", by, incident)
    incident = locked(incident)
    if end_at <= start_at:
        raise Refused("The end of a silence lies after its start.")
    spell, is_new = QuietSpell.objects.get_or_create(
        incident=incident, start_at=start_at, end_at=end_at, defaults={"note": note.strip(), "by": by}
    )
    if is_new:
        touch(incident)
        data = {"start": start_at.isoformat(), "end": end_at.isoformat(), "note": spell.note}
        record("incident.gap_answered", incident, by=by, data=data)
    return spell


@transaction.atomic
def reopen_gap(spell: QuietSpell, *, by: User) -> Incident:
    """Take the word back: the gap asks again."""
    policy.require("incidents.edit_timeline", by, spell.incident)
    incident = locked(spell.incident)
    if QuietSpell.objects.filter(pk=spell.pk).delete()[0]:
        touch(incident)
        data = {"start": spell.start_at.isoformat(), "end": spell.end_at.isoformat()}
        record("incident.gap_reopened", incident, by=by, data=data)
    return incident
