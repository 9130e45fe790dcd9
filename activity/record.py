"""The record: every verb ends here, inside its transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal

from activity.models import Activity
from activity.notify import Telling, tell
from activity.subjects import label_of, reference_of
from kit import clock

# Sent after commit with `activity`; receivers in <app>/receivers.py call one verb each.
recorded = Signal()
# Sent before it, with `activity` and `subject`: for words to other processes, which PostgreSQL delivers at the commit.
recording = Signal()


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Any,
    data: dict[str, Any] | None = None,
    notify: Iterable[Telling] = (),
    at: Any = None,
) -> Activity:
    """Append what was done and write the notices it causes, in the caller's transaction.

    `by` is None for Debrief itself. `at` is for back-dated demo content only. Nobody is told of what they did
    themselves.
    """
    activity = Activity.objects.create(
        verb=verb,
        subject_type=label_of(subject),
        subject_id=subject.pk,
        reference=reference_of(subject),
        actor=by,
        data=data or {},
        at=at or clock.now(),
    )
    for telling in notify:
        tell(telling, subject, by=by, cause=activity)
    recording.send(sender=Activity, activity=activity, subject=subject)
    transaction.on_commit(lambda: recorded.send(sender=Activity, activity=activity), robust=True)
    return activity
