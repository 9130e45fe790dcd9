"""A review that waits: who was asked and has not answered hears of it again, a few times."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from actions.workflow.winding import workdays_of
from activity.models import Notice
from activity.notify import Telling, tell_many
from kit import clock
from postmortems import reminders
from postmortems.models import Postmortem, Reviewer

KIND = "review_waits"
# Three working mornings lie within this, holidays among them; what waits longer is on its pages.
MEMORY = timedelta(days=21)


@transaction.atomic
def remind_reviewers(at: datetime | None = None) -> int:
    """Tell reviewers what waits for them by `at`; answers how many reminders there were.

    May run anywhere, any number of times at once: each reminder of each asking has a key of its own. Only the latest
    is told, so that an outage of ours is not made up for by a flood. Not recorded: time passing is nobody's deed.
    """
    at = at or clock.now()
    due = [telling for reviewer in _waiting(at) if (telling := _telling(reviewer, at)) is not None]
    told = set(Notice.objects.filter(key__in=[telling.key for telling, _ in due]).values_list("key", flat=True))
    opened = [(telling, postmortem) for telling, postmortem in due if telling.key not in told]
    tell_many(opened)
    return len(opened)


def reminder_key(reviewer: Reviewer, step: int) -> str:
    """Asked again, for a newer revision, they are reminded anew."""
    return f"{KIND}:{reviewer.pk}:{reviewer.asked_at:%Y%m%dT%H%M%S%f}:{step}"


def _waiting(at: datetime) -> list[Reviewer]:
    rows = Reviewer.objects.filter(
        answered_at=None,
        postmortem__state=Postmortem.State.IN_REVIEW,
        asked_at__gt=at - MEMORY,
        asked_at__lte=at - reminders.PATIENCE,
        user__is_active=True,
    )
    return list(rows.select_related("user", "postmortem__incident").order_by("pk"))


def _telling(reviewer: Reviewer, at: datetime) -> tuple[Telling, Postmortem] | None:
    user = reviewer.user
    step = reminders.step(reviewer.asked_at, user.zone, workdays_of(user), at=at)
    if not step:
        return None
    data = {"step": step, "days": (at - reviewer.asked_at).days}
    return Telling(KIND, to=[user], key=reminder_key(reviewer, step), data=data), reviewer.postmortem
