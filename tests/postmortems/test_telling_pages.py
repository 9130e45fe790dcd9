"""Open editors are told which of their parts changed."""

import json
from datetime import timedelta

import pytest

from actions import workflow as actions
from incidents import workflow as incidents
from live.materialise import catch_up
from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.comments import on_words
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.postmortems import a_draft, write
from tests.builders.reviews import rewrite
from tests.builders.typing import Ear, typed
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    def __init__(self, postmortem: Postmortem) -> None:
        self.start, self.ear = f"t:{postmortem.document_id}:", Ear()

    def told(self) -> dict[str, str]:
        """What changed → by whom."""
        words = [json.loads(said[len(self.start) :]) for said in self.ear.heard() if said.startswith(self.start)]
        return {each["what"]: each["by"] for each in words}


def test_it_is_told_of_every_block_and_by_whom(cast: Cast) -> None:
    postmortem = a_draft(cast)
    page = Page(postmortem)
    figure = workflow.add_figure(postmortem, by=cast.bob, area="customer", label="customers", value="1")
    assert page.told()["impact"] == "bob"
    workflow.remove_figure(figure, by=cast.erin)
    assert page.told()["impact"] == "erin"
    workflow.add_why(postmortem, by=cast.bob, question="Why?")
    assert page.told()["whys"] == "bob"
    workflow.add_factor(postmortem, by=cast.bob, category="process", text="No test")
    assert page.told()["factors"] == "bob"
    workflow.add_defence(postmortem, by=cast.bob, layer="Review")
    assert page.told()["defences"] == "bob"
    workflow.add_mitigator(postmortem, by=cast.erin, text="A flag")
    assert page.told()["defences"] == "erin"
    workflow.add_whatif(postmortem, by=cast.bob, question="At night?")
    assert page.told()["whatifs"] == "bob"
    workflow.retitle(postmortem, by=cast.bob, title="Another title", version=1)
    assert page.told()["state"] == "bob"


def test_it_is_told_of_what_happens_to_the_incident_and_its_actions(cast: Cast) -> None:
    incident, other = a_resolved_incident(cast), a_resolved_incident(cast)
    page = Page(a_draft(cast, incident=incident))
    an_entry(incident, cast, 5, "Seen.")
    assert {"timeline", "durations"} <= set(page.told())
    incidents.set_milestones(incident, by=cast.alice, times={"detected": incident.started_at + timedelta(minutes=3)})
    assert "durations" in page.told()
    incidents.relate(other, by=cast.alice, other=incident, kind="similar", reason="Alike.")
    assert "related" in page.told()
    action = actions.create(by=cast.bob, title="Alert on the pool", owner=cast.bob, incident=incident, running=False)
    assert page.told()["actions"] == "bob"
    actions.edit(action, by=cast.erin, version=action.version, title="Alert when the pool is full")
    assert page.told()["actions"] == "erin"


def test_it_is_told_of_readiness_only_when_that_changed(cast: Cast) -> None:
    postmortem = a_draft(cast)
    page = Page(postmortem)
    typed(postmortem, "It broke at ten, and the pool ran dry.", cast.bob.pk)
    catch_up(postmortem.document_id)
    assert page.told() == {"outline": ""}
    typed(postmortem, " Then it was rolled back.", cast.bob.pk)
    catch_up(postmortem.document_id)
    assert page.told() == {}


def test_it_is_not_told_of_another_write_up(cast: Cast) -> None:
    page = Page(a_draft(cast))
    workflow.add_why(a_draft(cast), by=cast.bob, question="Why?")
    assert page.told() == {}


def test_it_is_told_of_comments_and_of_words_that_are_gone(cast: Cast) -> None:
    postmortem = a_draft(cast)
    write(postmortem, "what_happened", "The pool ran dry.", by=cast.alice)
    page = Page(postmortem)
    thread = on_words(postmortem, "The pool ran dry", by=cast.bob)
    assert page.told() == {"comments": "bob", "outline": "bob"}
    workflow.reply(thread, by=cast.erin, body="So.")
    assert page.told()["comments"] == "erin"
    rewrite(postmortem, "what_happened", "Other words.")
    assert "comments" in page.told()
    workflow.resolve_thread(thread, by=cast.bob)
    assert page.told()["comments"] == "bob"
