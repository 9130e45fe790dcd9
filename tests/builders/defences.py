"""Layers of defence, what limited the damage and what-ifs, as tests need them."""

from typing import Any

from accounts.models import User
from postmortems import workflow
from postmortems.models import Defence, Postmortem


def a_layer(postmortem: Postmortem, by: User, layer: str = "Review", **details: Any) -> Defence:
    given = {"purpose": "Changes that keep what they take", "detail": "No item asks about connections."}
    return workflow.add_defence(postmortem, by=by, layer=layer, **{**given, **details})


def fill(postmortem: Postmortem, by: User) -> None:
    """Two layers, one of them answered by the incident's action; one mitigator; one what-if with its answer."""
    a_layer(postmortem, by, closed_by=postmortem.incident.actions.first())
    a_layer(postmortem, by, "Response", outcome="held", detail="Rolled back in minutes.")
    workflow.add_mitigator(postmortem, by=by, text="A flag switched it off", effect="Half of the traffic was spared.")
    workflow.add_whatif(postmortem, by=by, question="What if it had been night?", answer="Nobody was *on call*.")
