"""The ladder at work: due rungs become notices, each exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache

from django.db import connection, transaction

from actions import ladder
from actions.ladder import Kind, Role, Step
from actions.models import Action
from actions.workflow.audience import Audience, Heard
from actions.workflow.winding import after_snooze, told_until, wind, workdays_of
from activity import chat
from activity.notify import Telling, tell_many
from kit import clock
from kit.compiled import Compiled

BATCH = 1_000
# From then on it is the whole team's.
STANDUP_WEEK = 2
KINDS = {
    Kind.REMINDER: "ladder_reminder",
    Kind.FOLLOW_UP: "ladder_overdue",
    Kind.STANDUP: "ladder_standup",
    Kind.ESCALATION: "ladder_overdue",
    Kind.DECISION: "ladder_decision",
}
Due = tuple[Action, Step, datetime]
_tell_at = lru_cache(maxsize=4_096)(ladder.tell_at)


def open_steps(at: datetime | None = None, *, batches: int = 100) -> int:
    """Open every rung whose moment has come by `at`; answers how many.

    May run anywhere, any number of times at once. A batch's notices, its marks and its next moments are one
    transaction: whoever is killed leaves the rungs to the next run, and none is told twice.
    """
    at, opened = at or clock.now(), 0
    for _ in range(batches):
        picked, steps = _open_batch(at)
        opened += steps
        if picked < BATCH:
            break
    return opened


@cache
def _stepping(most: int) -> Compiled:
    """Most ticks find nothing: building the question would be most of what they cost."""
    return Compiled(
        lambda at: (
            Action.objects.stepping(at)
            .select_related("owner", "team__lead", "team__manager", "incident")
            .order_by("next_step_at")
            .select_for_update(skip_locked=True, of=("self",))[:most]
        ),
        datetime(1971, 2, 3, tzinfo=UTC),
    )


@transaction.atomic
def _open_batch(at: datetime) -> tuple[int, int]:
    """Answers how many actions were picked and how many rungs opened."""
    actions: list[Action] = _stepping(BATCH).instances(at)
    if not actions:
        return 0, 0
    due = [rung for action in actions for rung in _rungs(action, at)]
    tell_many(list(tellings(due)))
    _mark(actions)
    return len(actions), len(due)


def _rungs(action: Action, at: datetime) -> list[Due]:
    """The rungs to open now, oldest first; leaves the action marked and wound, unsaved."""
    if not action.is_running or action.due_on is None or action.owner is None:
        wind(action)
        return []
    steps = ladder.steps_between(
        action.due_on, action.owner.zone, since=told_until(action), until=at, workdays=workdays_of(action.owner)
    )
    if steps:
        action.last_step = steps[-1][0].key
    wind(action)
    return [(action, step, opens_at) for step, opens_at in steps]


def tellings(due: list[Due]) -> Iterator[tuple[Telling, Action]]:
    """What is told of these rungs, under their own keys: telling one again adds nothing."""
    audience = Audience(action for action, _, _ in due)
    rooms = frozenset(chat.addresses([rung[0].team.slug for rung in due if rung[0].team]))
    for rung in due:
        action, step, opens_at = rung
        for telling in _tellings(audience, *rung):
            yield telling, action
        room = f"{chat.PREFIX}{action.team.slug}" if action.team else ""
        if step.week >= STANDUP_WEEK and action.team and room in rooms:
            everybody = Heard(zone=action.team.zone, workdays=action.team.working)
            said = _telling(action, step, Role.TEAM_STANDUP, everybody, opens_at)
            yield replace(said, addresses=(), chats=[room]), action


def _tellings(audience: Audience, action: Action, step: Step, opens_at: datetime) -> Iterator[Telling]:
    """One telling per role; who holds two of them hears once, in the first."""
    told: set[int] = set()
    for role in step.audience:
        heard = audience.of(action, role)
        people = [person for person in heard.people if person.pk not in told]
        told |= {person.pk for person in people}
        if people or heard.address:
            yield _telling(action, step, role, replace(heard, people=people), opens_at)


def _telling(action: Action, step: Step, role: Role, heard: Heard, opens_at: datetime) -> Telling:
    assert action.due_on is not None and action.owner is not None
    due_on, opens_at = action.due_on.isoformat(), after_snooze(action, opens_at)
    return Telling(
        KINDS[step.kind],
        to=heard.people,
        addresses=[heard.address],
        key=action.ladder_key(step.key),
        due_at={person.pk: _tell_at(opens_at, person.zone, workdays_of(person)) for person in heard.people},
        address_due_at=_tell_at(opens_at, heard.zone, heard.workdays) if heard.zone else None,
        data={"step": step.key, "week": step.week, "role": role.value, "due_on": due_on, "moved": action.moved},
    )


def _mark(actions: list[Action]) -> None:
    """One statement for all: an UPDATE per row would be most of the tick."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE actions_action AS a SET last_step = v.last_step, next_step_at = v.next_step_at"
            " FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[]) AS v(id, last_step, next_step_at)"
            " WHERE a.id = v.id",
            [[a.pk for a in actions], [a.last_step for a in actions], [a.next_step_at for a in actions]],
        )
