from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions import workflow as actions
from actions.models import Action
from activity.notify import Telling
from activity.record import record
from kit import clock
from kit.errors import Refused
from meetings.models import Capture, Meeting
from meetings.workflow.keeping import locked, require_words, tell


@transaction.atomic
def answer(captured: Capture, *, by: User, answer: str, proposed_on: date | None = None, reason: str = "") -> Capture:
    """What the owner says to an action of the meeting: yes, no with the reason, or another date.

    A no stands on the action too, until whoever leads gives it to somebody else; another date has to be agreed.
    """
    policy.require("meetings.answer_capture", by, captured)
    meeting = locked(captured.meeting)
    captured = Capture.objects.select_related("action__owner").get(pk=captured.pk)
    if captured.action.state in (Action.State.DONE, Action.State.DROPPED):
        raise Refused("This action is closed.")
    if answer not in (Capture.Answer.ACCEPTED, Capture.Answer.DECLINED, Capture.Answer.OTHER_DATE):
        raise Refused("Say yes, no, or which other date.")
    if answer == Capture.Answer.DECLINED:
        reason = require_words(reason, "Say why, so that somebody else can take it.")
    if answer == Capture.Answer.OTHER_DATE and (proposed_on is None or proposed_on < clock.today(by.zone)):
        raise Refused("Propose a day that has not passed.")
    captured.answer, captured.reason = answer, " ".join(reason.split())[:500]
    captured.proposed_on = proposed_on if answer == Capture.Answer.OTHER_DATE else None
    captured.answered_at, captured.answered_by = clock.now(), by
    captured.save(update_fields=["answer", "reason", "proposed_on", "answered_at", "answered_by"])
    if answer == Capture.Answer.DECLINED:
        actions.decline(captured.action, by=by, reason=captured.reason)
    else:
        actions.take_back(captured.action, by=by)
    data = {"action": captured.action.number, "answer": answer}
    record("meeting.answered", meeting, by=by, data=data, notify=[_news(meeting, answer)])
    tell(meeting, by=by)
    return captured


@transaction.atomic
def agree_date(captured: Capture, *, by: User) -> Capture:
    """Give the action the date its owner proposed."""
    meeting = locked(captured.meeting)
    policy.require("meetings.write_down", by, meeting)
    captured = Capture.objects.select_related("action").get(pk=captured.pk)
    if captured.answer != Capture.Answer.OTHER_DATE or captured.proposed_on is None:
        raise Refused("No other date is proposed.")
    if captured.action.due_on != captured.proposed_on:
        actions.edit(captured.action, by=by, version=None, due_on=captured.proposed_on)
    captured.answer = Capture.Answer.ACCEPTED
    captured.save(update_fields=["answer"])
    tell(meeting, by=by)
    return captured


def _news(meeting: Meeting, answer: str) -> Telling:
    return Telling("meeting_answered", to=[meeting.facilitator], data={"answer": answer})
