"""What every verb that writes into a draft begins and ends with."""

from __future__ import annotations

from typing import Any, TypeVar

from accounts import policy
from accounts.models import User
from kit import clock
from kit.errors import Refused, Stale
from postmortems.models import Postmortem
from postmortems.workflow.standing import recheck
from postmortems.workflow.upkeep import note_readiness

REVIEWED = (Postmortem.State.IN_REVIEW, Postmortem.State.CHANGES_REQUESTED, Postmortem.State.APPROVED)
LOCKED = "This write-up is published, so its text is locked. To change it, start an amendment and say why."
CHANGED = "Somebody else changed this row since you opened it. Compare the two, then save again."
REMOVED = "Somebody else removed this row since you opened it."

Row = TypeVar("Row", bound=Any)


def opened(postmortem: Postmortem, by: User) -> Postmortem:
    """The write-up, fresh and locked, once it is sure that this person may write in it now.

    Publishing takes the same lock, so no text slips in after the revision is frozen.
    """
    policy.require("postmortems.edit", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if not postmortem.is_editable:
        raise Refused(LOCKED)
    return postmortem


def touched(postmortem: Postmortem) -> None:
    """Call it when the text or a block is written: approvals of the text as it was lapse."""
    postmortem.changed_at = clock.now()
    postmortem.save(update_fields=["changed_at"])
    note_readiness(postmortem)
    if postmortem.state in REVIEWED:
        recheck(postmortem)


def opened_row(row: Row, by: User, version: int | None = None) -> Row:
    """A row of a block, fresh and locked with its write-up. Raises Stale when it was removed or is past `version`."""
    row_type = type(row)
    opened(row.postmortem, by)
    current = row_type.everything.locked(row.pk)
    if current.removed_at is not None:
        raise Stale(REMOVED, current)
    if version is not None and current.version != version:
        raise Stale(CHANGED, current)
    return current


def change(row: Any, changes: dict[str, Any], allowed: tuple[str, ...]) -> dict[str, list[Any]]:
    """Write the changes and raise the row's version; answers {field: [before, after]}, empty when nothing differs."""
    if unknown := set(changes) - set(allowed):
        raise TypeError(f"{type(row).__name__} has no {', '.join(sorted(unknown))} to change")
    differing = {name: [getattr(row, name), value] for name, value in changes.items() if getattr(row, name) != value}
    if differing:
        for name, (_, value) in differing.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*differing, "version"])
    return differing


def token_of(noun: str, by: User, once: str) -> str:
    """A form's token as it is claimed: only of this person, only for this kind of row. Empty stays empty."""
    return f"{noun}:{by.pk}:{once}" if once else ""


def next_order(rows: Any) -> int:
    """After every row there ever was, so that a restored one finds its place again."""
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return 0 if last is None else last + 1
