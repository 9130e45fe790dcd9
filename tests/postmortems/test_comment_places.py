"""Comments on rows that belong to the incident."""

import pytest
from django.urls import reverse

from incidents import workflow as incidents
from kit.errors import Refused
from postmortems import workflow
from postmortems.models import Thread
from tests.builders.incidents import an_incident
from tests.builders.reviews import a_draft, an_action
from tests.cast import Cast, signed_in


def test_actions_and_related_incidents_can_be_commented_on(cast: Cast) -> None:
    postmortem = a_draft(cast)
    action = an_action(cast, postmortem.incident)
    other, hidden = (an_incident(cast, by=cast.bob, visibility=each) for each in ("organisation", "restricted"))
    for each in (other, hidden):
        incidents.relate(postmortem.incident, by=cast.bob, other=each, reason="The same pool.")
    rows = {each.other_id: each.pk for each in postmortem.incident.relations_out.all()}
    html = signed_in(cast.bob).get(reverse("postmortems:edit", args=[postmortem.reference])).content.decode()
    for at in (f"row:actions:{action.number}", f"row:related:{rows[other.pk]}"):
        assert f"at={at}&amp;from=edit" in html
        workflow.start_thread(postmortem, by=cast.alice, at=at, body="Is that so?")
    assert list(Thread.objects.order_by("pk").values_list("quote", flat=True)) == [action.title, ""]
    with pytest.raises(Refused):
        workflow.start_thread(postmortem, by=cast.alice, at=f"row:related:{rows[hidden.pk]}", body="What is that?")
