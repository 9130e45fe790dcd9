"""What a row of a list says about one action: how late, whose turn it is, and the next thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from accounts import policy
from accounts.models import User
from actions import ladder
from actions.models import Action
from kit import clock


@dataclass(frozen=True)
class Row:
    action: Action
    week: int
    due_note: str
    next: str
    note: str
    verb: str
    href: str
    is_primary: bool = False
    is_quiet: bool = False

    @property
    def is_dialog(self) -> bool:
        return self.verb not in ("Open", "Hand over")


def row_of(action: Action, *, reader: User, on: date) -> Row:
    week = ladder.week_overdue(action.due_on, on) if action.is_running and action.due_on else 0
    next_step = _next(action, week, reader)
    note = action.latest_note
    if week >= ladder.DECISION_WEEK and note:
        next_step, note = note, next_step
    verb, name, look = _door(action, week, reader)
    href = reverse(f"actions:{name}", args=[action.number])
    looks = {"is_primary": look == "primary", "is_quiet": look == "quiet"}
    return Row(action, week, _due_note(action, on), next_step, note, verb, href, **looks)


def days(n: int) -> str:
    return "1 day" if n == 1 else f"{n} days"


def _due_note(action: Action, on: date) -> str:
    if action.due_on is None or not action.is_open:
        return ""
    late = (on - action.due_on).days
    if not action.is_running:
        return "before publication"
    if late == 0:
        return "today"
    return f"{days(late)} late" if late > 0 else f"in {days(-late)}"


def _next(action: Action, week: int, reader: User) -> str:
    """Who holds it now, in a few words."""
    if not action.is_open:
        ended = "Done" if action.state == Action.State.DONE else "Dropped"
        return f"{ended} on {action.closed_at:%-d %b %Y}" if action.closed_at else ended
    if action.owner is None or not action.owner.is_active:
        return "Needs a new owner" if action.owner else "Needs an owner"
    if action.declined_at is not None:
        return f"@{action.owner.handle} said no: needs another owner"
    if not action.is_running:
        return "Starts when its write-up is published"
    if action.snoozed_until is not None and clock.today(action.owner.zone) < action.snoozed_until:
        return f"Snoozed until {action.snoozed_until:%-d %b}"
    if week == 0 or action.due_on is None:
        return "Blocked" if action.blocked else "Nothing needed"
    since = action.due_on + timedelta(days=7 * (min(week, 3) - 1) + 1)
    lead, manager = (action.team.lead, action.team.manager) if action.team else (None, None)
    if week == 1:
        if lead == reader and action.owner_id != reader.pk:
            return "You: ask the owner"
        return _with(lead, reader, since) if lead else "The tech lead follows up"
    if week == 2:
        return f"Raised in the standup on {since:%-d %b}"
    held = _with(manager, reader, since) if manager else "With the engineering manager"
    return held if week == 3 else held.replace("With", "Escalated to", 1).replace(" since", " on")


def _with(holder: User, reader: User, since: date) -> str:
    return f"With {'you' if holder == reader else f'@{holder.handle}'} since {since:%-d %b}"


def _door(action: Action, week: int, reader: User) -> tuple[str, str, str]:
    """(what the button says, the route's name, how it looks)."""
    if not action.is_open:
        return "Open", "action", "quiet"
    homeless = action.owner is None or not action.owner.is_active or action.declined_at is not None
    if homeless and policy.allows("actions.edit", reader, action):
        return "Hand over", "edit", "primary"
    if week >= ladder.DECISION_WEEK and policy.allows("actions.decide", reader, action):
        return "Decide", "decide", "primary"
    if not policy.allows("actions.update", reader, action):
        return "Open", "action", "quiet"
    if week == 0:
        return "Update", "update", "quiet"
    follows = action.team is not None and action.team.lead_id == reader.pk and action.owner_id != reader.pk
    return ("Log follow-up" if follows else "Log update"), "update", ""
