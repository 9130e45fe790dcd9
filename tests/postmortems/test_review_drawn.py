"""Parts of the review page are drawn once and kept: what they show must still be true for each reader and moment."""

from datetime import date

from django.urls import reverse

from actions import workflow as actions
from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.reviews import a_draft, an_action, in_review, rewrite, sent
from tests.cast import Cast, signed_in


def page(postmortem: Postmortem) -> str:
    return f"{reverse('postmortems:review', args=[postmortem.reference])}?view=document"


def test_actions_beside_the_text_are_shown_as_they_are_now(cast: Cast) -> None:
    postmortem = a_draft(cast)
    action = an_action(cast, postmortem.incident, title="Bound the pool of connections")
    postmortem = workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])
    client = signed_in(cast.alice)
    assert "Bound the pool of connections" in client.get(page(postmortem)).content.decode()
    actions.edit(action, by=cast.bob, version=action.version, title="Bound every pool", due_on=date(2025, 12, 1))
    for user in (cast.alice, cast.erin):
        html = signed_in(user).get(page(postmortem)).content.decode()
        assert "Bound every pool" in html
        assert "Bound the pool of connections</a>" not in html


def test_a_new_revision_is_drawn_anew(cast: Cast) -> None:
    postmortem = in_review(cast)
    client = signed_in(cast.alice)
    assert "The alert fired within two minutes." in client.get(page(postmortem)).content.decode()
    rewrite(postmortem, "went_well", "The graph told where to look.")
    workflow.request_review(Postmortem.objects.get(pk=postmortem.pk), by=cast.bob, reviewers=[cast.alice])
    html = client.get(page(postmortem)).content.decode()
    assert "The graph told where to look." in html
    assert "The alert fired within two minutes." not in html


def test_a_section_that_is_read_keeps_its_open_comments_at_hand(cast: Cast) -> None:
    postmortem = in_review(cast)
    workflow.start_thread(postmortem, by=cast.erin, section="went_well", body="Which alert was it?")
    done = workflow.start_thread(postmortem, by=cast.erin, section="went_well", body="And who saw it?")
    workflow.resolve_thread(done, by=cast.erin)
    client = signed_in(cast.alice)
    address = reverse("postmortems:mark_read", args=[postmortem.reference, "went_well"])
    data = {"revision": sent(postmortem).number, "view": "document", "read": "yes"}
    fragment = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
    for html in (fragment, client.get(page(postmortem)).content.decode()):
        section = html.split('id="d-went_well"')[1].split("</section>")[0]
        assert "The alert fired within two minutes." not in section
        assert "1 open comment" in section
        assert "Which alert was it?" in section
        assert "And who saw it?" not in section
