from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Incident, TimelineEntry
from incidents.models.incident import MILESTONES
from incidents.workflow.changes import bump, locked, plain, require_possible, require_version
from kit.errors import Refused


@transaction.atomic
def set_milestones(
    incident: Incident,
    *,
    by: User,
    times: Mapping[str, datetime | None],
    proofs: Mapping[str, TimelineEntry | None] | None = None,
    version: int | None = None,
) -> Incident:
    """Set or clear milestones; those not named stay. One with a proof takes the time of that entry.

    A time that lies before an earlier milestone is stored: it is shown as flagged and left out of every statistic.
    An entry that proved another time no longer proves it.
    """
    policy.require("incidents.edit_timeline", by, incident)
    incident = locked(incident)
    if version is not None:
        require_version(incident, version)
    proofs = proofs or {}
    wanted = {name: entry.at if (entry := proofs.get(name)) else at for name, at in times.items()}
    _require_sane(wanted)
    changed = {}
    for name, at in wanted.items():
        before = getattr(incident, f"{name}_at")
        if before != at:
            setattr(incident, f"{name}_at", at)
            changed[name] = [plain(before), plain(at)]
        _prove(incident, name, at, proofs)
    if changed or proofs:
        bump(incident, *(f"{name}_at" for name in changed))
    if changed:
        record("incident.milestones_set", incident, by=by, data={"changes": changed})
    return incident


def follow_entry(incident: Incident, entry: TimelineEntry) -> None:
    """Let the milestone this entry proves have its time; what proved it before no longer does.

    The caller holds the incident's lock and stores the entry afterwards.
    """
    others = TimelineEntry.objects.kept().filter(incident=incident, milestone=entry.milestone)
    others.exclude(pk=entry.pk).update(milestone="")
    field = f"{entry.milestone}_at"
    if getattr(incident, field) != entry.at:
        setattr(incident, field, entry.at)
        bump(incident, field)


def _require_sane(times: Mapping[str, datetime | None]) -> None:
    if unknown := set(times) - set(MILESTONES):
        raise Refused(f"There is no milestone called {', '.join(sorted(unknown))}.")
    if "started" in times and times["started"] is None:
        raise Refused("The start cannot be empty: every incident has one.")
    for at in times.values():
        if at is not None:
            require_possible(at)


def _prove(incident: Incident, name: str, at: datetime | None, proofs: Mapping[str, TimelineEntry | None]) -> None:
    proving = TimelineEntry.objects.kept().filter(incident=incident, milestone=name)
    if name not in proofs:
        # Nothing said of a proof: one that shows another time shows nothing any more.
        proving.exclude(at=at).update(milestone="") if at else proving.update(milestone="")
        return
    entry = proofs[name]
    proving.exclude(pk=entry.pk if entry else None).update(milestone="")
    if entry and entry.incident_id == incident.pk:
        TimelineEntry.objects.filter(pk=entry.pk).update(milestone=name)
