"""Write-ups as tests need them, made by the verbs."""

from datetime import timedelta
from typing import Any

from accounts.models import User
from actions import workflow as actions
from incidents.models import Incident
from kit import clock
from postmortems import workflow
from postmortems.models import Postmortem, Section
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.cast import Cast

# A text for every section of the Standard template that has one and must not be empty.
TEXTS = {
    "summary": "Card payments failed for 80 minutes after a release held database connections. Rolling back ended it.",
    "what_happened": "A release held connections whenever a payment failed. The pool ran dry and requests queued.",
    "resolution": "The pool's usage was compared with the release time, and the release was rolled back.",
    "went_well": "The alert fired within two minutes.",
    "went_wrong": "No alert watches how full the pool is.",
    "lessons": "A pool needs an alert before it is full.",
}


def a_draft(cast: Cast, *, by: User | None = None, incident: Incident | None = None, **details: Any) -> Postmortem:
    """Started by Alice, from the template that fits; nothing is written yet."""
    return workflow.start(incident or a_resolved_incident(cast), by=by or cast.alice, **details)


def section(postmortem: Postmortem, key: str = "what_happened") -> Section:
    found: Section = postmortem.sections.get(key=key)
    return found


def write(postmortem: Postmortem, key: str, body: str, *, by: User) -> Section:
    return workflow.save_section(postmortem, by=by, key=key, body=body, base=section(postmortem, key).body)


def a_complete_draft(cast: Cast, **details: Any) -> Postmortem:
    """Every gate before review holds."""
    postmortem = a_draft(cast, **details)
    incident, alice = postmortem.incident, cast.alice
    for minutes in (0, 2, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 135):
        an_entry(incident, cast, minutes, f"What was seen after {minutes} minutes")
    for key, body in TEXTS.items():
        write(postmortem, key, body, by=alice)
    workflow.add_figure(postmortem, by=alice, area="customer", label="customers affected", value="1,200")
    why = None
    for question in ("Why did payments stop?", "Why was the pool empty?", "Why did no test show it?"):
        why = workflow.add_why(postmortem, by=alice, question=question, answer="Nothing returned them.", parent=why)
    action = actions.create(
        by=alice, title="Alert when the pool is 80 percent full", owner=cast.bob, incident=incident, running=False
    )
    workflow.add_factor(postmortem, by=alice, category="technology", text="No alert on the pool", actions=[action])
    factor = workflow.add_factor(postmortem, by=alice, category="process", text="No load test of small changes")
    until = (clock.now() + timedelta(days=60)).date()
    workflow.accept_risk(factor, by=alice, owner=cast.bob, reason="Load tests come next quarter.", until=until)
    return Postmortem.objects.get(pk=postmortem.pk)
