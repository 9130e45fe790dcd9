"""What the auditor looks for: drafts and summaries that ought to have left, rooms that ought to be closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from activity import auditing
from activity.auditing import Found
from activity.models import Notice
from activity.notify import tell
from meetings.models import Meeting
from meetings.preparation import SHARED_BEFORE
from meetings.workflow.ending import counts, summary
from meetings.workflow.sending import close_forgotten, prepare
from postmortems.models import Postmortem

LABELS = {
    "draft_unsent": "A draft that should be with everybody before their meeting had not gone out",
    "summary_untold": "A meeting was held and nobody was told what came of it",
    "room_forgotten": "A meeting was left without ending it",
}
# The ticks come each minute; what they have not done by then they will not do.
PATIENCE = timedelta(minutes=10)
BACK = timedelta(days=7)


def look(at: datetime) -> Iterator[Found]:
    yield _drafts(at)
    yield _summaries(at)
    closed = close_forgotten(at - PATIENCE)
    yield Found("room_forgotten", closed, closed)


def _drafts(at: datetime) -> Found:
    started = Postmortem.objects.filter(started_at__lt=at - PATIENCE).values("incident")
    rows = Meeting.objects.filter(state=Meeting.State.PLANNED, draft_sent_at__isnull=True, incident__in=started)
    rows = rows.filter(starts_at__gt=at, starts_at__lte=at + SHARED_BEFORE - PATIENCE, called_at__lt=at - PATIENCE)
    late = list(rows.values_list("pk", flat=True))
    return Found("draft_unsent", len(late), sum(prepare(pk, at) for pk in late))


def _summaries(at: datetime) -> Found:
    rows = Meeting.objects.filter(state=Meeting.State.ENDED, ended_at__gt=at - BACK, ended_at__lt=at - PATIENCE)
    held = {f"meeting:{meeting.pk}:summary": meeting for meeting in rows}
    known = set(Notice.objects.filter(key__in=held).values_list("key", flat=True))
    # Where everybody chose not to hear of it, nothing is missing.
    told = sum(bool(_tell(meeting)) for key, meeting in held.items() if key not in known)
    return Found("summary_untold", told, told)


@transaction.atomic
def _tell(meeting: Meeting) -> int:
    return tell(summary(meeting, counts(meeting)), meeting, by=None)


def register() -> None:
    auditing.register(look, LABELS)
