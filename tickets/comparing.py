"""Comparing an action with its ticket, and making both say the same.

Nothing is remembered of what is to be sent: each comparison finds out anew. Killed at any line, or answered by
silence, the next one goes on from what both sides say by then. Our own changes come back as no change, so there is no
echo to suppress.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from actions.models import Action
from kit import clock, sealing
from tickets import seen, workflow
from tickets.models import Ticket
from tickets.providers import Broken, Content, Missing, Provider, Remote, Unreachable
from tickets.providers.base import DONE
from tickets.settling import SAID, Settlement, settle

logger = logging.getLogger(__name__)

BATCH = 10
HOLD = timedelta(minutes=5)
# A ticket that was made just now is found by its label only after the tracker's index has heard of it.
SETTLING = timedelta(seconds=45)
MOST_ATTEMPTS = 16
LONGEST_PAUSE = timedelta(hours=6)
CLOSED = "It hangs on something that not everybody may see by now, so nothing more is told to the tracker."


def sweep(*, at: datetime | None = None, batches: int = 50) -> int:
    """Compare what is wanted; answers how many were dealt with."""
    dealt = 0
    for _ in range(batches):
        claimed = claim(at or clock.now())
        for ticket in claimed:
            compare(ticket)
        dealt += len(claimed)
        if len(claimed) < BATCH:
            break
    return dealt


@transaction.atomic
def claim(at: datetime) -> list[Ticket]:
    """Take hold of those that wait longest; two sweepers never hold the same one."""
    due = Ticket.objects.due(at).order_by("wanted_at", "pk").select_for_update(skip_locked=True, of=("self",))
    rows = list(due.select_related("tracker__user", "action")[:BATCH])
    Ticket.objects.filter(pk__in=[row.pk for row in rows]).update(held_until=at + HOLD, attempts=F("attempts") + 1)
    for row in rows:
        row.attempts += 1
    return rows


def compare(ticket: Ticket) -> None:
    """Never raises: one tracker that is down must not hold back the others."""
    try:
        _finish(ticket, _compared(ticket))
    except Unreachable as error:
        _try_later(ticket, str(error), error.wait)
    except (Broken, Missing, sealing.Unreadable) as error:
        _give_up(ticket, str(error))
    except Exception as error:
        logger.exception("Ticket %s could not be compared", ticket.pk)
        _try_later(ticket, type(error).__name__)


def _compared(ticket: Ticket) -> dict[str, Any]:
    """The columns that say how it went."""
    action = _fresh(ticket.action_id)
    if not action.is_open_to_all:
        return {"outcome": CLOSED}
    provider = ticket.tracker.reached()
    remote = _theirs(ticket, action, provider)
    settlement, ours, refused = _settled(ticket, action, provider, remote)
    give = replace(settlement.give, **{name: getattr(ours, name) for name in refused})
    if give != remote.content:
        provider.change(remote, give)
        remote = provider.read(remote.key)
    _remark(ticket, provider, remote)
    clashes = [f"Both sides had changed the {SAID[name]}." for name in settlement.clashes]
    return {
        "key": remote.key,
        "url": remote.url,
        "status": remote.status,
        "agreed": remote.content.plain(),
        "synced_at": clock.now(),
        "outcome": " ".join([*clashes, *refused.values()])[:300],
    }


def _theirs(ticket: Ticket, action: Action, provider: Provider) -> Remote:
    """The ticket as it is there; made when there is none yet, and none under its label: an attempt before may have
    got that far whatever is counted here, because a person who asks again begins the count anew."""
    if ticket.key:
        return provider.read(ticket.key)
    remote = provider.labelled(ticket.label)
    if remote is None:
        address = f"{settings.BASE_URL}{action.get_absolute_url()}"
        content = seen.content(action, ticket.tracker, provider)
        remote = provider.create(content, seen.description(action, address), ticket.label)
    Ticket.objects.filter(pk=ticket.pk).update(key=remote.key, url=remote.url)
    return remote


def _settled(
    ticket: Ticket, action: Action, provider: Provider, remote: Remote
) -> tuple[Settlement, Content, dict[str, str]]:
    """What is to hold, with what was changed there taken over here; and what was refused, by field."""
    ours = seen.content(action, ticket.tracker, provider)
    names = seen.fields(action, ours, provider)
    open_here = action.is_open
    if remote.declined and open_here:
        # Closed without being done is a decision, and those are taken here, with a rationale.
        names = tuple(name for name in names if name != "state")
    settlement = settle(ticket.base, ours, remote.content, names)
    take, refused = dict(settlement.take), {}
    if "assignee" in take:
        person = seen.person_of(take["assignee"], ticket.tracker) if take["assignee"] else None
        if person is None:
            refused["assignee"] = "Its owner there is nobody that Debrief knows, so it was set back."
            del take["assignee"]
        else:
            take["assignee"] = person
    if take:
        refused |= workflow.take(ticket, by=ticket.tracker.user, changes=take, remote=remote)
    if remote.declined and open_here:
        note = f"{remote.key} was closed as “{remote.status}” without being done: drop it here with a rationale."
        return settlement, replace(ours, state=DONE), {**refused, "state": note}
    return settlement, ours, refused


def _remark(ticket: Ticket, provider: Provider, remote: Remote) -> None:
    """Say what is owed, unless it arrived already and only its answer was lost."""
    owed = list(ticket.remarks.filter(sent_at__isnull=True))
    known = provider.comments(remote.key) if owed else []
    for remark in owed:
        if not any(remark.text in str(comment) for comment in known):
            provider.comment(remote.key, remark.text)
        ticket.remarks.filter(pk=remark.pk).update(sent_at=clock.now())


def _fresh(pk: int) -> Action:
    action: Action = Action.objects.select_related("owner", "incident").get(pk=pk)
    return action


def _finish(ticket: Ticket, columns: dict[str, Any]) -> None:
    """What was wanted meanwhile stays wanted."""
    rows = Ticket.objects.filter(pk=ticket.pk)
    rows.update(held_until=None, attempts=0, **columns)
    rows.filter(wanted_at=ticket.wanted_at).update(wanted_at=None)


def _try_later(ticket: Ticket, reason: str, wait: float | None = None) -> None:
    if ticket.attempts >= MOST_ATTEMPTS:
        _give_up(ticket, f"Given up after {ticket.attempts} attempts: {reason}")
        return
    pause = min(timedelta(seconds=15) * 2**ticket.attempts, LONGEST_PAUSE)
    pause = max(pause, timedelta(seconds=wait or 0), SETTLING if not ticket.key else timedelta(0))
    outcome = f"Attempt {ticket.attempts} failed: {reason}"[:300]
    Ticket.objects.filter(pk=ticket.pk).update(held_until=clock.now() + pause, outcome=outcome)


def _give_up(ticket: Ticket, reason: str) -> None:
    """Until somebody changes either side, or asks for it."""
    held_until = None if ticket.key else clock.now() + SETTLING
    Ticket.objects.filter(pk=ticket.pk).update(wanted_at=None, held_until=held_until, attempts=0, outcome=reason[:300])
