"""Actions that were promised elsewhere, before their write-up came here. Nobody is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action
from actions.workflow.keeping import require_words
from actions.workflow.owning import admit, require_able, team_of
from actions.workflow.winding import wind
from activity.record import record
from incidents.models import Incident
from kit import clock
from kit.sequences import next_number

FIELDS = frozenset(
    ("title", "description", "owner", "due_on", "priority", "category", "state", "done_when", "effort", "benefit")
    + ("gain", "ticket", "ticket_url", "evidence", "evidence_url", "rationale")
)


@transaction.atomic
def take_in(incident: Incident, *, by: User, rows: Sequence[Mapping[str, Any]], running: bool = False) -> list[Action]:
    """In the order given. Closed ones are closed, with whatever evidence or rationale is given.

    With `running`, the ladder counts for the open ones that have an owner and a deadline that has not passed; the
    others wait, and nothing of any of them is overdue.
    """
    policy.require("actions.create", by)
    return [_take(incident, by, dict(row), running) for row in rows]


def _take(incident: Incident, by: User, row: dict[str, Any], running: bool) -> Action:
    if unknown := set(row) - FIELDS:
        raise TypeError(f"an action has no {', '.join(sorted(unknown))}")
    owner: User | None = row.get("owner")
    if owner is not None:
        require_able(owner)
        admit(owner, incident, by=by)
    row["title"] = require_words(row["title"], "Say in a few words what will change.")
    now = clock.now()
    action = Action(
        number=next_number("action_number"),
        team=team_of(owner, incident),
        incident=incident,
        source=Action.Source.WRITE_UP,
        created_by=by,
        created_at=now,
        **row,
    )
    if not action.is_open:
        action.closed_at, action.closed_by = now, by
    elif running and owner is not None and action.due_on is not None and action.due_on >= clock.today(owner.zone):
        action.clock_started_at = now
    wind(action)
    action.save(force_insert=True)
    record("action.imported", action, by=by, data={"state": action.state})
    return action
