from typing import Any

from django.db import transaction

from activity.models import Notice
from activity.wake import wake_sweeper
from kit import clock
from kit.errors import Refused


@transaction.atomic
def try_again(notice: Notice, *, by: Any) -> None:
    """Put what failed, or waits for its next attempt, at the head of the line. Refuses what left, or is leaving."""
    notice = Notice.objects.locked(notice.pk)
    if not notice.can_be_hurried:
        raise Refused(_why_not(notice))
    notice.state, notice.attempts, notice.held_until, notice.outcome = Notice.State.DUE, 0, None, ""
    notice.due_at = min(notice.due_at, clock.now())
    notice.save(update_fields=["state", "attempts", "due_at", "held_until", "outcome"])
    wake_sweeper()


@transaction.atomic
def give_up(notice: Notice, *, by: Any) -> None:
    """Try no more, and keep who said so; it can be tried again by hand."""
    notice = Notice.objects.locked(notice.pk)
    if notice.standing != "waiting":
        raise Refused(_why_not(notice))
    notice.state, notice.held_until = Notice.State.FAILED, None
    notice.outcome = f"Given up by {by}. {notice.outcome}"[:300]
    notice.save(update_fields=["state", "held_until", "outcome"])


def _why_not(notice: Notice) -> str:
    if notice.standing == "sending":
        return "It is being sent at this moment. Look again in two minutes."
    said = {"sent": "It has left.", "skipped": "It was not sent, for it was no longer true or wanted."}
    return said.get(notice.standing, "It has not been tried yet. It leaves by itself when its time comes.")
