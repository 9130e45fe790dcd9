"""What stands in the way of a review or of publication: the sentences that verbs refuse with and buttons show."""

from __future__ import annotations

from actions.models import Action
from postmortems import checks
from postmortems.draft import Draft
from postmortems.models import Postmortem
from postmortems.workflow import standing

State = Postmortem.State


def before_review(postmortem: Postmortem) -> list[str]:
    """A sentence for each gate that neither holds nor is waived."""
    return [f"{gate.sentence}." for gate in Draft(postmortem).missing()]


def before_publication(postmortem: Postmortem) -> list[str]:
    """Empty when it can be published: all reviewers approved this very text, every action is owned and dated."""
    unapproved = [] if postmortem.state == State.AMENDING else _unapproved(postmortem)
    return unapproved + open_threads(postmortem) + unready_actions(postmortem)


def open_threads(postmortem: Postmortem) -> list[str]:
    """A sentence while comments are open that nobody waived; a waiver is for those that were open when it was given."""
    threads = postmortem.threads.in_the_way()
    waived = postmortem.waivers.filter(withdrawn_at__isnull=True, gate=checks.DISCUSSED).first()
    newer = threads.filter(opened_at__gt=waived.at) if waived else threads
    if not (left := newer.count()):
        return []
    return [f"{checks.discussed(left).sentence}{' since they were waived' if waived else ''}."]


def unready_actions(postmortem: Postmortem) -> list[str]:
    """A sentence for each open action without an owner or a date."""
    rows = Action.objects.filter(incident=postmortem.incident_id).open().order_by("number")
    found = []
    for action in rows:
        lacks = [word for word, value in (("owner", action.owner_id), ("deadline", action.due_on)) if not value]
        if lacks:
            found.append(f"{action.code} has no {' and no '.join(lacks)}: {action.title}")
    return found


def gate_named(postmortem: Postmortem, key: str) -> checks.Gate | None:
    if key == checks.DISCUSSED:
        return checks.discussed(postmortem.threads.in_the_way().count())
    return next((gate for gate in Draft(postmortem).gates if gate.key == key), None)


def _unapproved(postmortem: Postmortem) -> list[str]:
    stands = standing.Standing(postmortem)
    if stands.sent is None:
        return ["Nobody has reviewed this yet. Request a review first."]
    number, found = stands.sent.number, []
    if not stands.reviewers:
        found.append("No reviewer is named. Request a review first.")
    if stands.is_stale:
        found.append(f"The text has changed since revision {number} was sent. Send it for review again.")
    for each in stands.reviewers:
        if each.objects_to_it:
            found.append(f"{each.user} asked for changes to revision {number}.")
        elif not each.approves:
            found.append(f"{each.user} has not approved revision {number} yet.")
    return found
