from __future__ import annotations

from datetime import date, timedelta

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

# Days from today to the deadline when none is named.
DEFAULT_DAYS = {Action.Priority.HIGH: 14, Action.Priority.MEDIUM: 30, Action.Priority.LOW: 90}


@transaction.atomic
def create(
    *,
    by: User,
    title: str,
    owner: User | None = None,
    due_on: date | None = None,
    priority: str = Action.Priority.MEDIUM,
    category: str = Action.Category.PROCESS,
    team: Team | None = None,
    incident: Incident | None = None,
    source: str = Action.Source.ALONE,
    source_note: str = "",
    description: str = "",
    done_when: str = "",
    effort: str = "",
    benefit: str = "",
    ticket: str = "",
    ticket_url: str = "",
    running: bool | None = None,
    once: str = "",
) -> Action:
    """Promise a change. Without a deadline it gets the one of its priority.

    Its clock runs at once unless a write-up of its incident is planned or under way (`running=False` says so outright).
    Raises Refused while a running action has no owner. A `once` seen before answers the action it made.
    """
    policy.require("actions.create", by)
    if not once_only.claim(key := f"actions.create:{by.pk}:{once}" if once else ""):
        return once_only.made(key, Action)
    runs = not awaits_publication(incident) if running is None else running
    if runs and owner is None:
        raise Refused("Name one owner: a person who will see it through.")
    if owner is not None:
        require_able(owner)
        admit(owner, incident, by=by)
    today = clock.today((owner or by).zone)
    due_on = due_on or default_deadline(priority, today)
    require_sane(due_on, today if runs else None)
    action = Action(
        number=next_number("action_number"),
        title=require_words(title, "Say in a few words what will change."),
        description=description.strip(),
        done_when=done_when.strip(),
        owner=owner,
        team=team or team_of(owner, incident),
        due_on=due_on,
        priority=priority,
        category=category,
        effort=effort,
        benefit=benefit.strip(),
        incident=incident,
        source=source,
        source_note=source_note.strip(),
        ticket=ticket.strip(),
        ticket_url=ticket_url.strip(),
        clock_started_at=clock.now() if runs else None,
        deadline_set_at=clock.now(),
        created_by=by,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    wind(action)
    action.save(force_insert=True)
    once_only.settle(key, action)
    record("action.created", action, by=by, data={"due_on": due_on.isoformat()}, notify=assigned(action))
    return action


def default_deadline(priority: str, today: date) -> date:
    return today + timedelta(days=DEFAULT_DAYS[Action.Priority(priority)])


def awaits_publication(incident: Incident | None) -> bool:
    """Whether a write-up of the incident is decided on or begun and has not been published yet."""
    if incident is None:
        return False
    told = set(
        Activity.objects.of_reference(incident.reference)
        .filter(verb__in=["postmortem.started", "postmortem.published"])
        .values_list("verb", flat=True)
    )
    if "postmortem.published" in told:
        return False
    return "postmortem.started" in told or incident.decision in (Incident.Decision.FULL, Incident.Decision.LIGHT)
