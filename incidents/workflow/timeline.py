from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity import once as once_only
from activity.record import record
from incidents.models import Incident, TimelineEntry
from incidents.models.incident import MILESTONES
from incidents.workflow.changes import locked, plain, require_possible, require_version, touch
from incidents.workflow.milestones import follow_entry
from kit import clock
from kit.errors import Refused

MOST_ENTRIES = 1_000
DETAILS = frozenset(
    ("at", "text", "kind", "who", "told", "source", "evidence_label", "evidence_url", "certainty")
    + ("known", "options", "missing", "starred", "milestone")
)


@transaction.atomic
def add_entry(
    incident: Incident, *, by: User, at: datetime, text: str, once: str = "", **details: Any
) -> TimelineEntry:
    """Write down what happened at a time. `details` are the other fields of DETAILS.

    With a milestone, the incident's milestone has this entry's time from now on. `once` is the form's token.
    """
    policy.require("incidents.edit_timeline", by, incident)
    incident = locked(incident)
    if not once_only.claim(key := f"incidents.add_entry:{by.pk}:{once}" if once else ""):
        return once_only.made(key, TimelineEntry)
    if TimelineEntry.objects.kept().filter(incident=incident).count() >= MOST_ENTRIES:
        raise Refused(f"A timeline holds at most {MOST_ENTRIES:,} entries.")
    now = clock.now()
    entry = TimelineEntry(incident=incident, added_by=by, added_at=now, changed_at=now)
    _assign(entry, {"at": at, "text": text, **details})
    if entry.milestone:
        follow_entry(incident, entry)
    entry.save()
    touch(incident)
    once_only.settle(key, entry)
    record("entry.added", entry, by=by, data={"at": at.isoformat(), "kind": entry.kind})
    return entry


@transaction.atomic
def edit_entry(entry: TimelineEntry, *, by: User, version: int, **changes: Any) -> TimelineEntry:
    """Correct an entry; the record keeps what it said. Raises Stale when `version` is not the present one."""
    policy.require("incidents.edit_timeline", by, entry.incident)
    incident, entry = _locked(entry)
    require_version(entry, version)
    before = {name: getattr(entry, name) for name in changes}
    _assign(entry, changes)
    changed = {
        name: [plain(value), plain(getattr(entry, name))]
        for name, value in before.items()
        if value != getattr(entry, name)
    }
    if not changed:
        return entry
    if entry.milestone:
        follow_entry(incident, entry)
    entry.version += 1
    entry.changed_at = clock.now()
    entry.save()
    touch(incident)
    record("entry.edited", entry, by=by, data={"changes": changed, "at": entry.at.isoformat()})
    return entry


@transaction.atomic
def delete_entry(entry: TimelineEntry, *, by: User) -> TimelineEntry:
    """Take the entry off the timeline; the milestone it proved keeps its time. It can be restored."""
    policy.require("incidents.edit_timeline", by, entry.incident)
    incident, entry = _locked(entry)
    if entry.deleted_at is None:
        entry.deleted_at = clock.now()
        entry.save(update_fields=["deleted_at"])
        touch(incident)
        record("entry.deleted", entry, by=by, data={"at": entry.at.isoformat(), "text": entry.text})
    return entry


@transaction.atomic
def restore_entry(entry: TimelineEntry, *, by: User) -> TimelineEntry:
    """Undo a deletion. A milestone that another entry proves by now is left to that one."""
    policy.require("incidents.edit_timeline", by, entry.incident)
    incident, entry = _locked(entry)
    if entry.deleted_at is None:
        return entry
    proven = TimelineEntry.objects.kept().filter(incident=incident, milestone=entry.milestone)
    moved = entry.milestone and getattr(incident, f"{entry.milestone}_at") != entry.at
    if entry.milestone and (moved or proven.exists()):
        entry.milestone = ""
    entry.deleted_at = None
    entry.save(update_fields=["deleted_at", "milestone"])
    touch(incident)
    record("entry.restored", entry, by=by, data={"at": entry.at.isoformat()})
    return entry


@transaction.atomic
def star_entry(entry: TimelineEntry, *, by: User, starred: bool) -> TimelineEntry:
    """Make an entry a key moment, or no longer one. Open forms on it stay valid."""
    policy.require("incidents.edit_timeline", by, entry.incident)
    incident, entry = _locked(entry)
    if entry.starred != starred:
        entry.starred = starred
        entry.save(update_fields=["starred"])
        touch(incident)
        record("entry.starred" if starred else "entry.unstarred", entry, by=by, data={"at": entry.at.isoformat()})
    return entry


def _locked(entry: TimelineEntry) -> tuple[Incident, TimelineEntry]:
    """The incident first: every verb of a timeline waits for the same lock."""
    incident = locked(entry.incident)
    entry = TimelineEntry.objects.locked(entry.pk)
    entry.incident = incident
    return incident, entry


def _assign(entry: TimelineEntry, values: dict[str, Any]) -> None:
    if unknown := set(values) - DETAILS:
        raise TypeError(f"an entry has no {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(entry, name, value)
    entry.text = entry.text.strip()
    if not entry.text:
        raise Refused("Say what happened.")
    if entry.milestone and entry.milestone not in MILESTONES:
        raise Refused("There is no such milestone.")
    require_possible(entry.at)
