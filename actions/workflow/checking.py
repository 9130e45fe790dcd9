"""Thirty and ninety days after an action was done: did it help? Asked once each: the row is the memory."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import policy
from accounts.models import User
from actions import ladder
from actions.ladder import Role
from actions.models import Action, Check
from actions.workflow.audience import Audience
from actions.workflow.ending import reopen
from actions.workflow.keeping import require_words
from actions.workflow.winding import workdays_of
from activity.notify import Telling, tell_many
from activity.record import record
from kit import clock
from kit.errors import Refused

AFTER_DAYS = (30, 90)
# What was done long before anybody asked such questions is left in peace.
WITHIN = timedelta(days=30)
BATCH = 500


def open_checks(at: datetime | None = None) -> int:
    """Ask what has come due by `at`; answers how many checks were opened. May run anywhere, at the same time."""
    at, opened = at or clock.now(), 0
    for days in AFTER_DAYS:
        while more := _open_batch(days, at):
            opened += more
    return opened


@transaction.atomic
def _open_batch(days: int, at: datetime) -> int:
    """The rows and their notices are one transaction, and each key is unique: killed, it leaves all or nothing."""
    latest = at - timedelta(days=days)
    asked = Check.objects.filter(action=OuterRef("pk"), closed_at=OuterRef("closed_at"), days=days)
    due = Action.objects.filter(state=Action.State.DONE, closed_at__lte=latest, closed_at__gt=latest - WITHIN)
    actions = list(
        due.filter(~Exists(asked))
        .select_related("owner", "team__lead", "team__manager", "incident")
        .order_by("closed_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))[:BATCH]
    )
    checks = [Check(action=each, days=days, closed_at=each.closed_at, opened_at=at) for each in actions]
    Check.objects.bulk_create(checks, ignore_conflicts=True)
    audience = Audience(actions)
    tell_many([(_telling(check, audience, at), check.action) for check in checks])
    return len(actions)


def _telling(check: Check, audience: Audience, at: datetime) -> Telling:
    """The owner, or who leads the team when the owner has gone."""
    people = audience.of(check.action, Role.OWNER).people
    due_at = {person.pk: ladder.tell_at(at, person.zone, workdays_of(person)) for person in people}
    data = {"days": check.days, "closed_at": check.closed_at.isoformat()}
    return Telling("action_check", to=people, key=check.key, due_at=due_at, data=data)


@transaction.atomic
def answer_check(check: Check, *, by: User, answer: str, note: str = "", due_on: date | None = None) -> Check:
    """Say whether it helped. What did not needs a note, and with `due_on` it is taken up again by that day."""
    action = Action.objects.locked(check.action_id)
    policy.require("actions.judge", by, action)
    check = Check.objects.select_for_update().get(pk=check.pk)
    if check.answer:
        raise Refused("This was answered before.")
    if not is_asked(check, action):
        raise Refused(f"{action.code} was taken up again since. It is asked anew when it is done.")
    if answer not in Check.Answer.values or not answer:
        raise Refused("Choose one: effective, not effective or unknown.")
    if answer == Check.Answer.NOT_EFFECTIVE:
        note = require_words(note, "Say what came back.")
    check.answer, check.note = answer, note.strip()
    check.answered_by, check.answered_at = by, clock.now()
    check.save(update_fields=["answer", "note", "answered_by", "answered_at"])
    record("action.judged", action, by=by, data={"days": check.days, "answer": answer})
    if answer == Check.Answer.NOT_EFFECTIVE and due_on is not None:
        reopen(action, by=by, reason=note, due_on=due_on)
    return check


def is_asked(check: Check, action: Action) -> bool:
    """Whether it still asks about the action's present completion."""
    return action.state == Action.State.DONE and action.closed_at == check.closed_at
