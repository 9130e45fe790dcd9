"""An owner says no: the action stays theirs on paper, visibly declined, until whoever leads gives it to somebody.

So exactly one person owns it at any moment, and its deadline goes on counting. The lead hears at once, and again
until it is settled; the keys of the notices are the memory.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions import ladder
from actions.ladder import Role
from actions.models import Action
from actions.workflow.audience import Audience
from actions.workflow.keeping import keep, locked, require_open, require_words
from actions.workflow.owning import settle
from actions.workflow.winding import workdays_of
from activity.models import Notice
from activity.notify import Telling, tell_many
from activity.record import record
from kit import clock
from kit.workdays import add_working_days, local_moment

KIND = "action_declined"
# After so many working days the lead hears again, and from the second time on the manager too; then every five.
FIRST, EVERY = 2, 5
BATCH = 500


@transaction.atomic
def decline(action: Action, *, by: User, reason: str) -> Action:
    """Only its owner can; who leads is told, whatever they chose to be told."""
    action = locked(action)
    policy.require("actions.decline", by, action)
    require_open(action)
    action.decline_reason = require_words(reason, "Say why, so that somebody else can take it.")[:500]
    action.declined_at = clock.now()
    keep(action)
    record("action.declined", action, by=by, data={"reason": action.decline_reason}, notify=[_telling(action, 0)])
    return action


@transaction.atomic
def take_back(action: Action, *, by: User) -> Action:
    """The owner does it after all."""
    action = locked(action)
    policy.require("actions.decline", by, action)
    if action.declined_at is not None:
        settle(action)
        keep(action)
        record("action.taken_back", action, by=by)
    return action


@transaction.atomic
def open_declined(at: datetime | None = None) -> int:
    """Tell again of what nobody took; answers how many actions. May run anywhere, any number of times."""
    at = at or clock.now()
    rows = Action.objects.open().filter(declined_at__isnull=False, owner__isnull=False)
    rows = rows.select_related("owner", "team__lead", "team__manager", "incident").order_by("pk")
    held = rows.select_for_update(skip_locked=True, of=("self",))[:BATCH]
    due = {_key(each, n): (each, n) for each in held if (n := turn(each, at))}
    known = set(Notice.objects.filter(key__in=due).values_list("key", flat=True))
    new = [(_telling(action, n), action) for key, (action, n) in due.items() if key not in known]
    tell_many(new)
    return len(new)


def turn(action: Action, at: datetime) -> int:
    """The how many-th time the lead should have heard again by now; 0 is the first word, at the refusal itself."""
    assert action.declined_at is not None and action.owner is not None
    day, n = action.declined_at.astimezone(action.owner.zone).date(), 0
    working = workdays_of(action.owner)
    while True:
        day = add_working_days(day, EVERY if n else FIRST, working)
        if local_moment(day, action.owner.zone) > at:
            return n
        n += 1


def _telling(action: Action, n: int) -> Telling:
    assert action.declined_at is not None
    audience = Audience([action])
    people = {person.pk: person for person in audience.of(action, Role.TECH_LEAD).people}
    if n > 1:
        people |= {person.pk: person for person in audience.of(action, Role.ENGINEERING_MANAGER).people}
    now = clock.now()
    soon = {pk: ladder.tell_at(now, person.zone, workdays_of(person)) for pk, person in people.items()}
    data = {"declined_at": action.declined_at.isoformat(), "again": n}
    return Telling(KIND, to=people.values(), key=_key(action, n), due_at=soon if n else {}, data=data)


def _key(action: Action, n: int) -> str:
    assert action.declined_at is not None
    return f"declined:{action.pk}:{action.declined_at.isoformat()}:{n}"
