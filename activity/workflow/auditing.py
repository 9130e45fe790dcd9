from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import models, transaction

from activity import auditing
from activity.auditing import Found
from activity.delivery import LONGEST_PAUSE, sweep
from activity.models import AuditFinding, Heartbeat, Notice
from activity.record import record
from kit import clock

# The sweeper comes every 15 seconds; whatever waits longer without a reason was overlooked.
PATIENCE = timedelta(minutes=5)
# A step is told at nine of a working day once a snooze is over; whoever works one day a week waits for that.
FARTHEST = timedelta(days=30)
WINDOW = timedelta(days=2)
# So that a slow mail server does not keep the auditor for long.
BATCHES = 2

LABELS = {
    "notice_late": "A notice was due and nobody took it",
    "notice_held": "A notice was held longer than any pause",
    "notice_postponed": "A notice of the ladder was set too far ahead",
    "notice_undated": "A notice was marked as sent without a time",
    "notice_doubled": "A step was told twice to the same person",
}


def audit(at: datetime | None = None) -> list[Found]:
    """Look at everything that is owed, mend what is wrong, and write down how much that was."""
    at = at or clock.now()
    found = auditing.findings(at)
    _note(found, at)
    return found


@transaction.atomic
def _note(found: Sequence[Found], at: datetime) -> None:
    """A row per kind and day; `left` is what the newest audit could not mend."""
    day = at.astimezone(UTC).date()
    AuditFinding.objects.filter(left__gt=0).update(left=0)
    for each in found:
        row, _ = AuditFinding.objects.select_for_update().get_or_create(kind=each.kind, day=day, defaults={"at": at})
        row.found, row.mended = row.found + each.count, row.mended + each.mended
        row.left, row.at = row.left + each.count - each.mended, at
        row.save()
        record("audit.found", row, by=None, data={"what": row.label, "count": each.count, "mended": each.mended})


def look_at_notices(at: datetime) -> list[Found]:
    due = Notice.objects.filter(state=Notice.State.DUE)
    held = due.filter(held_until__gt=at + LONGEST_PAUSE + PATIENCE)
    ladder = due.filter(key__startswith="ladder:", due_at__gt=at + FARTHEST)
    undated = Notice.objects.filter(state=Notice.State.SENT, sent_at=None)
    doubled, waiting = _doubled(at), _late(at)
    found = [
        doubled,
        _mended("notice_held", held, held_until=None),
        _mended("notice_postponed", ladder, due_at=at),
        _mended("notice_undated", undated, sent_at=at),
    ]
    if waiting:
        sweep(at=at, batches=BATCHES)
    return [*found, Found("notice_late", waiting, max(0, waiting - _late(at)))]


def _late(at: datetime) -> int:
    """Those the sweeper should have taken: neither held nor just written."""
    return int(Notice.objects.due(at).filter(due_at__lte=at - PATIENCE, created_at__lte=at - PATIENCE).count())


@transaction.atomic
def _mended(kind: str, rows: models.QuerySet[Notice], **values: datetime | None) -> Found:
    keys = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
    return Found(kind, len(keys), Notice.objects.filter(pk__in=keys).update(**values))


@transaction.atomic
def _doubled(at: datetime) -> Found:
    """The same step of the same deadline under two keys. What has not left is kept back, what has can only be said."""
    since = Heartbeat.objects.filter(name="audit", at__lt=at).values_list("at", flat=True).first() or at - WINDOW
    step = (
        "subject_type",
        "subject_id",
        "recipient",
        "address",
        "channel",
        "data__step",
        "data__due_on",
        "data__moved",
    )
    rows = Notice.objects.filter(key__startswith="ladder:").exclude(state=Notice.State.SKIPPED).order_by()
    told = rows.filter(subject_id__in=rows.filter(created_at__gt=since).values("subject_id")).values(*step)
    more = told.annotate(n=models.Count("pk"), newest=models.Max("created_at")).filter(n__gt=1, newest__gt=since)
    count = stopped = 0
    for group in more.values_list(*step):
        same = rows.filter(**dict(zip(step, group, strict=True))).order_by("created_at", "pk")
        second = list(same.select_for_update().values_list("pk", flat=True))[1:]
        count += len(second)
        stopped += Notice.objects.filter(pk__in=second, state=Notice.State.DUE).update(
            state=Notice.State.SKIPPED, outcome="It was told under another key.", held_until=None
        )
    return Found("notice_doubled", count, stopped)


def register() -> None:
    auditing.register(look_at_notices, LABELS)
