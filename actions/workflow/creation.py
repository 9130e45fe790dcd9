from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from actions.models import Action
from actions.workflow.deadlines import require_sane
from actions.workflow.keeping import require_words
from actions.workflow.owning import admit, assigned, require_able, team_of
from actions.workflow.winding import wind
from activity import once as once_only
from activity.models import Activity
from activity.record import record
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from kit.sequences import next_number
from kit.workdays import Workdays, add_working_days

BEGUN, PUBLISHED = "postmortem.started", frozenset({"postmortem.published", "postmortem.published_as_imported"})
# Days from today to the deadline when none is named.
DEFAULT_DAYS = {Action.Priority.HIGH: 14, Action.Priority.MEDIUM: 30, Action.Priority.LOW: 90}


class Details(TypedDict, total=False):
    """What else an action may say; the model's defaults stand for what is left out."""

    category: str
    source: str
    source_note: str
    description: str
    done_when: str
    effort: str
    benefit: str
    gain: str
    ticket: str
    ticket_url: str


@transaction.atomic
def create(
    *,
    by: User,
    title: str,
    owner: User | None = None,
    due_on: date | None = None,
    priority: str = Action.Priority.MEDIUM,
    team: Team | None = None,
    incident: Incident | None = None,
    running: bool | None = None,
    once: str = "",
    **details: Unpack[Details],
) -> Action:
    """Promise a change. Without a deadline it gets the one of its priority.

    Its clock runs at once unless a write-up of its incident is planned or under way (`running=False` says so outright).
    Raises Refused while a running action has no owner. A `once` seen before answers the action it made.
    """
    policy.require("actions.create", by)
    if not once_only.claim(key := f"actions.create:{by.pk}:{once}" if once else ""):
        return once_only.made(key, Action)
    runs = not awaits_publication(incident) if running is None else running
    due_on = due_on or default_deadline(priority, clock.today((owner or by).zone), (owner or by).working)
    _require_promise(owner, due_on, by=by, runs=runs)
    if owner is not None:
        admit(owner, incident, by=by)
    action = Action(
        number=next_number("action_number"),
        title=require_words(title, "Say in a few words what will change."),
        owner=owner,
        team=team or team_of(owner, incident),
        due_on=due_on,
        priority=priority,
        incident=incident,
        clock_started_at=clock.now() if runs else None,
        created_by=by,
        **{name: str(value).strip() for name, value in details.items()},
    )
    wind(action)
    action.save(force_insert=True)
    once_only.settle(key, action)
    record("action.created", action, by=by, data={"due_on": due_on.isoformat()}, notify=assigned(action))
    return action


def _require_promise(owner: User | None, due_on: date, *, by: User, runs: bool) -> None:
    """One owner who can, and a day that can be kept."""
    if owner is not None:
        require_able(owner)
    elif runs:
        raise Refused("Name one owner: a person who will see it through.")
    require_sane(due_on, clock.today((owner or by).zone) if runs else None)


def default_deadline(priority: str, today: date, working: Workdays | None = None) -> date:
    """So many days ahead; on a day off, the next working day."""
    due_on = today + timedelta(days=DEFAULT_DAYS[Action.Priority(priority)])
    if working is not None and due_on in working.holidays:
        due_on = add_working_days(due_on, 1, working)
    return due_on


def awaits_publication(incident: Incident | None) -> bool:
    """Whether a write-up of the incident is decided on or begun and has not been published yet."""
    if incident is None:
        return False
    told = set(
        Activity.objects.of_reference(incident.reference)
        .filter(verb__in=[BEGUN, *PUBLISHED])
        .values_list("verb", flat=True)
    )
    if told & PUBLISHED:
        return False
    return BEGUN in told or incident.decision in (Incident.Decision.FULL, Incident.Decision.LIGHT)
