"""An action as a tracker sees it, and people by the tracker's names."""

from __future__ import annotations

from accounts.models import User
from actions.models import Action
from tickets.models import Alias, Tracker
from tickets.providers import Content, Provider
from tickets.providers.base import DOING, DONE, TODO

STATES = {"todo": TODO, "in_progress": DOING, "done": DONE, "dropped": DONE}
FIELDS = ("title", "state", "due_on", "assignee")


def content(action: Action, tracker: Tracker, provider: Provider) -> Content:
    """What the tracker shall have of it."""
    owner = name_of(action.owner, tracker, provider) if action.owner else None
    state = STATES[action.state]
    if state == DOING and not provider.has_progress:
        state = TODO
    return Content(action.title, state, action.due_on, owner)


def fields(action: Action, present: Content, provider: Provider) -> tuple[str, ...]:
    """What can be kept the same on both sides: no owner whom the tracker does not know, no date it has no place for."""
    left_out = set() if provider.has_due_dates else {"due_on"}
    if action.owner is None or present.assignee is None:
        left_out.add("assignee")
    return tuple(name for name in FIELDS if name not in left_out)


def name_of(user: User, tracker: Tracker, provider: Provider) -> str | None:
    """Asked of the tracker once, and remembered."""
    alias = Alias.objects.filter(tracker=tracker, user=user).first()
    if alias is None:
        found = provider.person(user.email) or ""
        alias, _ = Alias.objects.get_or_create(tracker=tracker, user=user, defaults={"name": found})
    return alias.name or None


def person_of(name: str, tracker: Tracker) -> User | None:
    alias = Alias.objects.filter(tracker=tracker, name=name, user__is_active=True).select_related("user").first()
    return alias.user if alias is not None else None


def description(action: Action, address: str) -> str:
    """What a new ticket says."""
    parts = [action.description]
    if action.done_when:
        parts.append(f"Done when: {action.done_when}")
    if action.reference:
        parts.append(f"Learned from {action.reference}.")
    parts.append(f"{action.code} in Debrief: {address}")
    return "\n\n".join(part for part in parts if part)
