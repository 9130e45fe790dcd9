from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from actions import workflow as actions
from actions.models import Action
from kit.errors import Refused
from tickets.models import Ticket
from tickets.providers import Remote
from tickets.providers.base import DONE
from tickets.settling import SAID


@transaction.atomic
def take(ticket: Ticket, *, by: User, changes: dict[str, Any], remote: Remote) -> dict[str, str]:
    """Bring what was changed in the tracker into the action; answers, per field that could not be, why.

    What is refused here holds there neither: the tracker gets Debrief's value back.
    """
    refused: dict[str, str] = {}
    for name, value in changes.items():
        try:
            with transaction.atomic():
                _TAKEN[name](ticket.action, by, value, remote)
        except (Refused, PermissionDenied) as error:
            refused[name] = f"Its {SAID[name]} could not be taken over: {error}"
    return refused


def _edit(field: str) -> Callable[[Action, User, Any, Remote], None]:
    def edit(action: Action, by: User, value: Any, remote: Remote) -> None:
        if value is None:
            raise Refused("It cannot be empty here.")
        actions.edit(action, by=by, version=None, reason=f"Changed in {remote.key}", **{field: value})

    return edit


def _move(action: Action, by: User, state: str, remote: Remote) -> None:
    action = Action.objects.get(pk=action.pk)
    if state == DONE:
        actions.complete(
            action, by=by, evidence=f"{remote.key} was closed as “{remote.status}”.", evidence_url=remote.url
        )
    elif not action.is_open:
        actions.reopen(action, by=by, reason=f"{remote.key} was taken up again.")
    else:
        text = f"{remote.key} is “{remote.status}” now."
        actions.log_update(action, by=by, text=text, blocked=action.blocked, state=state)


_TAKEN = {"title": _edit("title"), "due_on": _edit("due_on"), "assignee": _edit("owner"), "state": _move}
