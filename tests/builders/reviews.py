"""Write-ups on their way through review, as tests need them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import User
from actions import workflow as actions
from actions.models import Action
from incidents.models import Incident
from live import store
from live.materialise import materialise
from postmortems import workflow
from postmortems.models import Postmortem, Revision, Verdict
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_complete_draft
from tests.cast import Cast


def a_draft(cast: Cast, **details: Any) -> Postmortem:
    """Bob's draft, with everything a review asks for; the details are the incident's."""
    return a_complete_draft(cast, by=cast.bob, incident=a_resolved_incident(cast, **details))


def an_action(cast: Cast, incident: Incident, **details: Any) -> Action:
    given: dict[str, Any] = {
        "by": cast.bob,
        "title": "Alert on pool use",
        "owner": cast.bob,
        "due_on": date(2025, 12, 1),
        "source": "write_up",
        "incident": incident,
        "running": False,
    }
    return actions.create(**{**given, **details})


def in_review(cast: Cast, reviewers: Sequence[User] = (), **details: Any) -> Postmortem:
    """Sent by Bob to Alice and Erin, unless others are named."""
    postmortem = a_draft(cast, **details)
    return workflow.request_review(postmortem, by=cast.bob, reviewers=reviewers or [cast.alice, cast.erin])


def sent(postmortem: Postmortem) -> Revision:
    revision: Revision = postmortem.revisions.filter(reason="review_requested")[0]
    return revision


def approve(postmortem: Postmortem, by: User, **details: Any) -> Verdict:
    """By this person, of the revision sent last, every check ticked."""
    checked = postmortem.template_version.checklist
    return workflow.give_verdict(
        postmortem, **{"by": by, "revision": sent(postmortem), "outcome": "approve", "checked": checked, **details}
    )


def approved(cast: Cast, **details: Any) -> Postmortem:
    postmortem = in_review(cast, **details)
    approve(postmortem, cast.alice)
    approve(postmortem, cast.erin)
    return Postmortem.objects.get(pk=postmortem.pk)


def published(cast: Cast, **details: Any) -> Postmortem:
    return workflow.publish(approved(cast, **details), by=cast.bob)


def rewrite(postmortem: Postmortem, key: str, body: str) -> None:
    """The text of a section as somebody's typing leaves it."""
    document_id = Postmortem.objects.values_list("document", flat=True).get(pk=postmortem.pk)
    store.write(document_id, key, body)
    materialise(document_id)
