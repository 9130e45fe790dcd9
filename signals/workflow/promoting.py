"""From the tray to the timeline: only what people pick, in their words, citing what it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents import workflow as incidents
from incidents.models import Incident, TimelineEntry
from kit.errors import Refused
from signals.models import Citation, Message, SetAside, Sighting, Signal

PROMOTES = "signals.promote"
MOST_AT_ONCE = 50
MOST_SOURCES = 30


@dataclass(frozen=True)
class Draft:
    """An entry as somebody worded it, and the refs of what it cites."""

    at: datetime
    text: str
    refs: tuple[str, ...]
    kind: str = "observation"
    who: str = ""
    source: str = ""
    starred: bool = False
    milestone: str = ""
    evidence_label: str = ""
    evidence_url: str = ""


@transaction.atomic
def promote(incident: Incident, *, by: User, drafts: Sequence[Draft], once: str = "") -> list[TimelineEntry]:
    """Add an entry for each draft. The caller made sure that `by` sees all that is cited; `once` is the form's."""
    policy.require(PROMOTES, by, incident)
    if not drafts:
        raise Refused("Pick something first.")
    if len(drafts) > MOST_AT_ONCE or any(len(draft.refs) > MOST_SOURCES for draft in drafts):
        raise Refused(f"At most {MOST_AT_ONCE} entries at once, each from {MOST_SOURCES} sources.")
    entries = []
    for number, draft in enumerate(drafts):
        entry = incidents.add_entry(
            incident,
            by=by,
            at=draft.at,
            text=draft.text,
            once=f"{once}-{number}" if once else "",
            kind=draft.kind,
            who=draft.who,
            source=draft.source,
            starred=draft.starred,
            milestone=draft.milestone,
            evidence_label=draft.evidence_label,
            evidence_url=draft.evidence_url,
        )
        _cite(incident, entry, by, draft.refs)
        entries.append(entry)
    record(
        "signal.promoted", incident, by=by, data={"entries": len(entries), "cited": sum(len(d.refs) for d in drafts)}
    )
    return entries


@transaction.atomic
def set_aside(incident: Incident, *, by: User, refs: Iterable[str]) -> int:
    """Say that these tell nothing about the incident; they can be brought back."""
    policy.require(PROMOTES, by, incident)
    signals, messages = chosen(incident, refs)
    rows = [SetAside(incident=incident, signal_id=pk, by=by) for pk in signals]
    rows += [SetAside(incident=incident, message_id=pk, by=by) for pk in messages]
    made = SetAside.objects.bulk_create(rows, ignore_conflicts=True)
    if made:
        record("signal.set_aside", incident, by=by, data={"count": len(made)})
    return len(made)


@transaction.atomic
def bring_back(incident: Incident, *, by: User, refs: Iterable[str]) -> int:
    policy.require(PROMOTES, by, incident)
    signals, messages = chosen(incident, refs)
    gone, _ = SetAside.objects.filter(incident=incident).of(signals, messages).delete()
    if gone:
        record("signal.brought_back", incident, by=by, data={"count": gone})
    return gone


@transaction.atomic
def take_back(incident: Incident, *, by: User, entries: Iterable[TimelineEntry]) -> int:
    """Off the timeline again; what they cite can be picked anew. Answers how many."""
    policy.require(PROMOTES, by, incident)
    count = 0
    for entry in entries:
        incidents.delete_entry(entry, by=by)
        count += 1
    return count


def chosen(incident: Incident, refs: Iterable[str]) -> tuple[list[int], list[int]]:
    """Keys of the signals and of the messages; messages of other incidents are none."""
    named: dict[str, list[int]] = {"signal": [], "message": []}
    for ref in refs:
        kind, _, number = ref.partition("-")
        if kind in named and number.isdecimal() and len(number) < 19:
            named[kind].append(int(number))
    signals = Signal.objects.filter(pk__in=named["signal"]).values_list("pk", flat=True)
    messages = Message.objects.filter(pk__in=named["message"], incident=incident).values_list("pk", flat=True)
    return list(signals), list(messages)


def _cite(incident: Incident, entry: TimelineEntry, by: User, refs: Iterable[str]) -> None:
    """What is cited belongs to the incident from now on."""
    signals, messages = chosen(incident, refs)
    seen = [Sighting(signal_id=pk, incident=incident, by=by) for pk in signals]
    Sighting.objects.bulk_create(seen, ignore_conflicts=True)
    rows = [Citation(incident=incident, entry=entry, signal_id=pk) for pk in signals]
    rows += [Citation(incident=incident, entry=entry, message_id=pk) for pk in messages]
    Citation.objects.bulk_create(rows, ignore_conflicts=True)
