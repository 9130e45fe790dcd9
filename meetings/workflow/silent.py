from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused
from meetings.models import Meeting, SilentAnswer, SilentQuestion
from meetings.workflow.keeping import locked, require_running, require_words, tell


@transaction.atomic
def ask_silently(meeting: Meeting, *, by: User, text: str) -> SilentQuestion:
    """Have everybody write their answer before anybody speaks."""
    policy.require("meetings.facilitate", by, meeting)
    meeting = locked(meeting)
    require_running(meeting)
    if meeting.silent_questions.filter(revealed_at__isnull=True).exists():
        raise Refused("A question is being answered. Show its answers first.")
    words = require_words(text, "Say what everybody should answer.", 300)
    question = SilentQuestion.objects.create(meeting=meeting, text=words, by=by)
    record("meeting.asked_silently", meeting, by=by)
    tell(meeting, by=by)
    return question


@transaction.atomic
def answer_silently(question: SilentQuestion, *, by: User, text: str) -> SilentAnswer:
    """One's own answer, which can be changed until all are shown."""
    meeting = locked(question.meeting)
    policy.require("meetings.take_part", by, meeting)
    require_running(meeting)
    question = SilentQuestion.objects.locked(question.pk)
    if question.revealed_at is not None:
        raise Refused("The answers are shown already. Say yours aloud.")
    words = require_words(text, "Write your answer first.", 1_000)
    answer: SilentAnswer
    answer, _ = SilentAnswer.objects.update_or_create(
        question=question, user=by, defaults={"text": words, "at": clock.now()}
    )
    tell(meeting, by=by)
    return answer


@transaction.atomic
def reveal(question: SilentQuestion, *, by: User) -> SilentQuestion:
    """Show all answers at once."""
    meeting = locked(question.meeting)
    policy.require("meetings.facilitate", by, meeting)
    question = SilentQuestion.objects.locked(question.pk)
    if question.revealed_at is None:
        question.revealed_at = clock.now()
        question.save(update_fields=["revealed_at"])
        record("meeting.revealed", meeting, by=by)
        tell(meeting, by=by)
    return question
