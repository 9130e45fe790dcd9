"""The auditor's look at actions: works out anew what the ladder owes, and compares.

It may run beside the ladder and beside itself: what it would mend is worked out again under the row's lock, and what
it tells carries the step's own key, so nobody hears twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from actions import ladder
from actions.ladder import Step
from actions.models import Action
from actions.workflow.following_through import open_steps, tellings
from actions.workflow.winding import told_until, wind, workdays_of
from activity import auditing
from activity.auditing import Found
from activity.models import Notice
from activity.notify import tell_many
from activity.record import record

# The ladder comes every minute.
PATIENCE = timedelta(minutes=5)
# How far back a step is looked for, and by how much a person's calendar may differ from the one it opened on.
BACK, APART = timedelta(days=15), timedelta(hours=26)
CHUNK = 1_000

LABELS = {
    "step_unscheduled": "An action whose clock runs had no next step",
    "step_mistimed": "The next step was set to another moment than its deadline asks for",
    "step_needless": "A next step was set although nothing was owed",
    "step_unknown": "The last step noted was none the ladder knows, or one that has not opened",
    "step_late": "A step was due and nobody opened it",
    "step_untold": "A step had opened and nobody was told",
}


def look(at: datetime) -> Iterator[Found]:
    wrong: Counter[str] = Counter()
    mended: Counter[str] = Counter()
    for action in _scheduled():
        if kind := fault(action, at):
            wrong[kind] += 1
            mended[kind] += mend(action, at)
    for kind, count in wrong.items():
        yield Found(kind, count, mended[kind])
    late = Action.objects.stepping(at - PATIENCE).count()
    opened = open_steps(at) if late else 0
    yield Found("step_late", late, min(late, opened) if Action.objects.stepping(at - PATIENCE).exists() else late)
    yield untold(at)


def fault(action: Action, at: datetime) -> str:
    """What is wrong with its next step; empty when nothing is."""
    if not action.is_running or action.due_on is None or action.owner is None:
        return "step_needless" if action.next_step_at else ""
    if action.next_step_at is None:
        return "step_unscheduled"
    if not _is_known(action, at):
        return "step_unknown"
    after = told_until(action)
    _, owed = ladder.next_opening(action.due_on, action.owner.zone, after, workdays_of(action.owner))
    return "" if owed == action.next_step_at else "step_mistimed"


@transaction.atomic
def mend(action: Action, at: datetime) -> bool:
    """Whether its next step is right afterwards; somebody who holds the row winds it themselves."""
    rows = Action.objects.select_related("owner").select_for_update(of=("self",), skip_locked=True)
    row = rows.filter(pk=action.pk).first()
    if row is None or not (kind := fault(row, at)):
        return row is not None
    if row.is_running and not _is_known(row, at):
        row.last_step = _last_opened(row, at)
    wind(row)
    row.save(update_fields=["last_step", "next_step_at"])
    record("action.rescheduled", row, by=None, data={"why": LABELS[kind]})
    return True


def untold(at: datetime) -> Found:
    """Tell the steps that opened lately and left no notice; quiet ones, which nobody wanted to hear of, stay quiet."""
    told = 0
    rows = Action.objects.running().exclude(last_step="").exclude(owner=None).exclude(due_on=None)
    rows = rows.select_related("owner", "team__lead", "team__manager", "incident").order_by("pk")
    chunk: list[Action] = []
    for action in rows.iterator(chunk_size=CHUNK):
        chunk.append(action)
        if len(chunk) == CHUNK:
            told += _tell_missing(chunk, at)
            chunk = []
    told += _tell_missing(chunk, at)
    return Found("step_untold", told, told)


@transaction.atomic
def _tell_missing(chunk: list[Action], at: datetime) -> int:
    """Answers how many steps are told now that were not before."""
    opened = [(action, *each) for action in chunk for each in _lately_opened(action, at)]
    keys = {action.ladder_key(step.key) for action, step, _ in opened}
    known = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    missing = [rung for rung in opened if rung[0].ladder_key(rung[1].key) not in known]
    if missing:
        tell_many(list(tellings(missing)))
    return Notice.objects.filter(key__in=keys - known).values("key").distinct().count()


def _lately_opened(action: Action, at: datetime) -> list[tuple[Step, datetime]]:
    """Steps that the ladder says it opened; reminders of a day that is past would only confuse."""
    assert action.due_on is not None and action.owner is not None and action.clock_started_at is not None
    zone, workdays = action.owner.zone, workdays_of(action.owner)
    try:
        last = ladder.opening(ladder.step(action.last_step), action.due_on, zone, workdays)
    except ValueError:
        return []
    since = max(action.clock_started_at + APART, action.deadline_set_at + APART, at - BACK)
    steps = ladder.steps_between(action.due_on, zone, since, min(last, at), workdays)
    return [rung for rung in steps if rung[0] != ladder.BEFORE or at < last + APART]


def _scheduled() -> Iterator[Action]:
    rows = Action.objects.running() | Action.objects.filter(next_step_at__isnull=False)
    return (
        rows.filter(Q(owner__isnull=False) | Q(next_step_at__isnull=False))
        .select_related("owner")
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )


def _is_known(action: Action, at: datetime) -> bool:
    """Whether its last step is one of the ladder's, and opened: by the clock, or told when the clock was ahead."""
    assert action.due_on is not None and action.owner is not None
    if not action.last_step:
        return True
    try:
        step = ladder.step(action.last_step)
    except ValueError:
        return False
    if ladder.opening(step, action.due_on, action.owner.zone, workdays_of(action.owner)) <= at + APART:
        return True
    return bool(Notice.objects.filter(key=action.ladder_key(step.key)).exists())


def _last_opened(action: Action, at: datetime) -> str:
    assert action.due_on is not None and action.owner is not None
    assert action.clock_started_at is not None
    since = max(action.clock_started_at, action.deadline_set_at)
    steps = ladder.steps_between(action.due_on, action.owner.zone, since, at, workdays_of(action.owner))
    return steps[-1][0].key if steps else ""


def register() -> None:
    auditing.register(look, LABELS)
