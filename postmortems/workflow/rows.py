"""What the verbs of rows that only stand in a list have in common."""

from __future__ import annotations

from typing import Any, TypeVar

from accounts.models import User
from activity import once as tokens
from kit import clock
from postmortems.models import Postmortem
from postmortems.workflow.editing import next_order, opened, opened_row, token_of, touched

Row = TypeVar("Row", bound=Any)


def made(kind: type[Row], postmortem: Postmortem, *, by: User, once: str, **fields: Any) -> tuple[Row, bool]:
    """A new row after all others, and whether it is new: a form that was sent twice makes one."""
    postmortem = opened(postmortem, by)
    if not tokens.claim(key := token_of(kind.__name__.lower(), by, once)):
        return tokens.made(key, kind), False
    rows = kind.everything.filter(postmortem=postmortem)
    row: Row = kind.objects.create(postmortem=postmortem, order=next_order(rows), **fields)
    tokens.settle(key, row)
    touched(postmortem)
    return row, True


def gone(row: Row, *, by: User) -> Row:
    """Removed, so that it can come back. Raises Stale when somebody else removed it."""
    row = opened_row(row, by)
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    touched(row.postmortem)
    return row


def back(row: Row, *, by: User) -> tuple[Row, bool]:
    """The row that was removed, and whether it was."""
    postmortem = opened(row.postmortem, by)
    row = type(row).everything.locked(row.pk)
    if row.removed_at is None:
        return row, False
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    touched(postmortem)
    return row, True
