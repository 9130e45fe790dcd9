"""What leaves by itself: the draft to be read, a warning, and what a forgotten room came to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from activity.models import Notice
from activity.notify import Telling, tell
from activity.record import record
from kit import clock
from meetings.models import Attendee, Meeting
from meetings.preparation import SHARED_BEFORE, WARNED_BEFORE, unready
from meetings.workflow.ending import finish
from postmortems.models import Postmortem

# A room that was left without ending: so long after its planned end, and after the last page said it was there.
FORGOTTEN = timedelta(hours=3)
ALONE = timedelta(hours=1)


def send_drafts(at: datetime | None = None) -> int:
    """Send what is due to be read, and warn where there is little to read; answers how many meetings were dealt with.

    May run anywhere, any number of times at once: a draft goes out once for ever, a warning once per beginning.
    """
    at = at or clock.now()
    rows = Meeting.objects.filter(state=Meeting.State.PLANNED, starts_at__gt=at, starts_at__lte=at + WARNED_BEFORE)
    return sum(prepare(pk, at) for pk in rows.order_by("starts_at").values_list("pk", flat=True))


@transaction.atomic
def prepare(pk: int, at: datetime) -> bool:
    """Whether something left for this meeting."""
    meeting = Meeting.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if meeting is None or not meeting.is_planned:
        return False
    postmortem = Postmortem.objects.filter(incident=meeting.incident_id).first()
    is_due = at >= meeting.starts_at - SHARED_BEFORE
    warned = _warn(meeting, postmortem, is_due)
    if postmortem is None or not is_due or meeting.draft_sent_at is not None:
        return warned
    meeting.draft_sent_at = at
    meeting.save(update_fields=["draft_sent_at"])
    record("meeting.draft_sent", meeting, by=None, notify=[draft(meeting, _invited(meeting))])
    return True


def draft(meeting: Meeting, people: Iterable[User]) -> Telling:
    """With a key, so that nobody gets it twice, however often the meeting moves."""
    return Telling("meeting_draft", to=people, key=f"meeting:{meeting.pk}:draft")


def _warn(meeting: Meeting, postmortem: Postmortem | None, is_due: bool) -> bool:
    """Tell the facilitator and the authors that there is little to read, or nothing at all when it should go out."""
    missing = len(unready(postmortem.readiness)) if postmortem else 0
    if postmortem is not None and not missing:
        return False
    step = "now" if postmortem is None and is_due else "soon"
    key = f"meeting:{meeting.pk}:unready:{meeting.starts_at:%Y%m%dT%H%M}:{step}"
    if Notice.objects.filter(key=key).exists():
        return False
    authors = [each.user for each in postmortem.authorships.select_related("user")] if postmortem else []
    data = {"missing": missing, "started": postmortem is not None}
    telling = Telling("meeting_unready", to={meeting.facilitator, *authors}, key=key, data=data)
    return bool(tell(telling, meeting, by=None))


def close_forgotten(at: datetime | None = None) -> int:
    """End the meetings whose room everybody has left, so that minutes and summary go out; answers how many."""
    at = at or clock.now()
    rows = Meeting.objects.filter(state=Meeting.State.RUNNING, started_at__lt=at - FORGOTTEN)
    return sum(_close(pk, at) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _close(pk: int, at: datetime) -> bool:
    meeting = Meeting.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if meeting is None or not meeting.is_running or meeting.started_at is None:
        return False
    if meeting.started_at + timedelta(minutes=meeting.minutes) + FORGOTTEN > at:
        return False
    if Attendee.objects.filter(meeting=meeting, seen_at__gt=at - ALONE).exists():
        return False
    finish(meeting, by=None)
    return True


def _invited(meeting: Meeting) -> list[User]:
    rows = Attendee.objects.invited().filter(meeting=meeting).select_related("user")
    return [row.user for row in rows]
