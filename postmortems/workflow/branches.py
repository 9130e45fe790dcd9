"""Moving whys: a question to another place in its line, a line to another place in the tree."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from activity.record import record
from kit.errors import Refused
from postmortems import tree
from postmortems.models import Postmortem, Why
from postmortems.workflow.editing import next_order, opened_row, touched
from postmortems.workflow.whys import rungs_of

UP, DOWN, EARLIER, LATER = "up", "down", "earlier", "later"
WAYS = (UP, DOWN, EARLIER, LATER)


@transaction.atomic
def move_why(why: Why, *, by: User, way: str) -> Why:
    """Up or down: it changes places with the rung above or below, and what is asked below each place stays there.

    Earlier or later: the hypothesis changes places with the one beside it, each with all that is below it. Where there
    is nothing to change places with, nothing happens.
    """
    why = opened_row(why, by)
    parents = rungs_of(why.postmortem)
    other = _other(why.pk, parents, way)
    if other is None:
        return why
    if way in (UP, DOWN):
        upper, lower = (other, why.pk) if way == UP else (why.pk, other)
        _hang(tree.swapped(upper, lower, parents))
    _exchange_orders(why.pk, other)
    _say(why.postmortem, why, by, {"way": way})
    why.refresh_from_db()
    return why


@transaction.atomic
def hang_why(why: Why, *, by: User, below: Why | None) -> Why:
    """Hang it with everything below it on another answer, as its last hypothesis; on none: a line of its own."""
    why = opened_row(why, by)
    parents = rungs_of(why.postmortem)
    target = below.pk if below is not None else None
    if target is not None and target not in parents:
        raise Refused("The answer you chose was removed. Choose another one.")
    if target is not None and target not in tree.homes(why.pk, parents):
        raise Refused("A question cannot hang below itself. Choose an answer outside its own branch.")
    if target != why.parent_id:
        order = next_order(Why.everything.filter(postmortem=why.postmortem_id))
        Why.objects.filter(pk=why.pk).update(parent=target, order=order, version=why.version + 1)
        _say(why.postmortem, why, by, {"way": "branch"})
        why.refresh_from_db()
    return why


def _other(key: int, parents: tree.Parents, way: str) -> int | None:
    if way not in WAYS:
        raise Refused("A why moves up, down, earlier or later.")
    found: int | None
    if way == UP:
        found = parents[key]
    elif way == DOWN:
        found = tree.first_below(key, parents)
    else:
        found = tree.neighbour(key, parents, -1 if way == EARLIER else 1)
    return found


def _hang(moved: dict[int, int | None]) -> None:
    rows = list(Why.objects.filter(pk__in=moved))
    for row in rows:
        row.parent_id = moved[row.pk]
        row.version += 1
    Why.objects.bulk_update(rows, ["parent", "version"])


def _exchange_orders(one: int, other: int) -> None:
    first, second = Why.objects.get(pk=one), Why.objects.get(pk=other)
    first.order, second.order = second.order, first.order
    Why.objects.bulk_update([first, second], ["order"])


def _say(postmortem: Postmortem, why: Why, by: User, data: dict[str, str]) -> None:
    touched(postmortem)
    record("why.moved", postmortem, by=by, data={"question": why.question, **data})
