from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from postmortems import workflow
from postmortems.models import Postmortem, Verdict
from tests.builders.postmortems import write
from tests.builders.reviews import a_draft, approve, in_review, published, sent
from tests.cast import Cast, signed_in


def at(name: str, postmortem: Postmortem, *args: Any) -> str:
    return reverse(f"postmortems:{name}", args=[postmortem.reference, *args])


def verdict(client: Client, postmortem: Postmortem, **given: Any) -> Any:
    data = {"revision": sent(postmortem).number, "outcome": "comment", "summary": "Looks right.", **given}
    return client.post(at("give_verdict", postmortem), data)


def sent_again(cast: Cast) -> Postmortem:
    """Alice answered revision 1; revision 2 tells another resolution."""
    postmortem = in_review(cast)
    verdict(signed_in(cast.alice), postmortem, outcome="request_changes", summary="How was it found?")
    write(postmortem, "resolution", "A graph of the pool showed it. The release was rolled back.", by=cast.bob)
    return workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin], note="Reworded.")


def test_it_shows_the_document_at_first_sight(cast: Cast) -> None:
    html = signed_in(cast.alice).get(at("review", in_review(cast))).content.decode()
    assert "Revision 1, sent by @bob" in html
    assert "The alert fired within two minutes." in html
    assert "The 72 h target passed on" in html
    assert "Your review" in html


def test_it_shows_what_changed_since_the_reader_answered(cast: Cast) -> None:
    html = signed_in(cast.alice).get(at("review", sent_again(cast))).content.decode()
    assert "Since you read 1" in html
    assert "1 section changed" in html
    assert "<ins>A graph of the pool showed it." in html
    assert "<del>The pool&#x27;s usage was compared" in html
    shown, folded = html.split('class="review-rest"')
    assert "The alert fired within two minutes." in folded
    assert "The alert fired within two minutes." not in shown
    assert "Reworded." in html
    assert "How was it found?" in html


def test_it_compares_with_the_previous_revision_for_others(cast: Cast) -> None:
    postmortem = sent_again(cast)
    client = signed_in(cast.erin)
    assert "The alert fired within two minutes." in client.get(at("review", postmortem)).content.decode()
    assert "1 section changed" in client.get(at("review", postmortem) + "?view=sent").content.decode()
    assert client.get(at("review", postmortem) + "?view=nonsense").status_code == 200


def test_it_folds_a_section_away_once_it_is_read(cast: Cast) -> None:
    postmortem = sent_again(cast)
    client, address = signed_in(cast.alice), at("mark_read", postmortem, "resolution")
    data = {"revision": "2", "view": "read", "read": "yes"}
    fragment = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
    assert "is-viewed" in fragment
    assert "1 read" in fragment
    assert f'hx-post="{address}"' in fragment
    html = client.get(at("review", postmortem) + "?view=read").content.decode()
    assert "A graph of the pool showed it." not in html
    client.post(address, {"revision": "2", "view": "read"})
    assert not postmortem.read_marks.exists()


def test_it_takes_a_verdict(cast: Cast) -> None:
    postmortem = in_review(cast)
    checklist = postmortem.template_version.checklist
    assert verdict(signed_in(cast.alice), postmortem, outcome="approve", checked=checklist).status_code == 302
    given = Verdict.objects.get()
    assert (given.reviewer, given.outcome, given.checked) == (cast.alice, "approve", checklist)
    assert "Approved" in signed_in(cast.erin).get(at("review", postmortem)).content.decode()


def test_it_asks_why_checks_stay_open_and_keeps_what_was_typed(cast: Cast) -> None:
    postmortem = in_review(cast)
    response = verdict(signed_in(cast.alice), postmortem, outcome="approve", summary="Clear to me.")
    assert response.status_code == 409
    assert "left open. Say why." in response.content.decode()
    assert "Clear to me." in response.content.decode()
    assert verdict(signed_in(cast.alice), postmortem, summary="x" * 5001).status_code == 422


def test_it_tells_a_stale_page_and_keeps_what_was_typed(cast: Cast) -> None:
    postmortem = sent_again(cast)
    response = verdict(signed_in(cast.alice), postmortem, revision=1, summary="My long answer.")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Revision 2 was sent while you were reading revision 1" in html
    assert "My long answer." in html
    assert 'name="revision" value="2"' in html
    assert Verdict.objects.count() == 1


def test_it_marks_a_stale_approval(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    write(postmortem, "resolution", "Other words.", by=cast.bob)
    html = signed_in(cast.erin).get(at("review", postmortem)).content.decode()
    assert "The text has changed since revision 1 was sent." in html
    assert "Approved 1, now stale" in html


def test_it_keeps_others_from_answering(cast: Cast) -> None:
    postmortem = in_review(cast)
    for user in (cast.bob, cast.mallory, cast.carol):
        assert verdict(signed_in(user), postmortem).status_code == 403
    assert "The people named below answer" in signed_in(cast.bob).get(at("review", postmortem)).content.decode()


def test_it_does_not_exist_for_strangers(cast: Cast) -> None:
    postmortem = in_review(cast, by=cast.bob, visibility="restricted")
    client = signed_in(cast.mallory)
    assert client.get(at("review", postmortem)).status_code == 404
    assert verdict(client, postmortem).status_code == 404
    assert client.post(at("mark_read", postmortem, "impact"), {"revision": 1}).status_code == 404


def test_it_says_so_when_nobody_was_asked(cast: Cast) -> None:
    response = signed_in(cast.alice).get(at("review", a_draft(cast)))
    assert response.status_code == 409
    assert "Nobody was asked for a review" in response.content.decode()


def test_it_can_still_be_read_once_published(cast: Cast) -> None:
    html = signed_in(cast.alice).get(at("review", published(cast))).content.decode()
    assert "its review is over" in html


@pytest.mark.parametrize("view", ["read", "document"])
def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any, view: str) -> None:
    postmortem = sent_again(cast)
    client = signed_in(cast.alice)
    with django_assert_max_num_queries(15):
        client.get(at("review", postmortem) + f"?view={view}")


def test_it_costs_few_queries_also_when_it_can_be_published(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem = sent_again(cast)
    for user in (cast.alice, cast.erin):
        approve(postmortem, user)
    for user, offered in ((cast.bob, True), (cast.alice, True), (cast.erin, False)):
        client = signed_in(user)
        with django_assert_max_num_queries(15):
            html = client.get(at("review", postmortem)).content.decode()
        assert ("Publish</a>" in html) is offered


def test_it_is_asked_for_in_a_dialog_that_says_what_is_missing(cast: Cast) -> None:
    postmortem = a_draft(cast)
    client, address = signed_in(cast.bob), at("request_review", postmortem)
    assert client.post(address, {"reviewers": ""}).status_code == 422
    assert "Nobody active has the handle @nobody" in client.post(address, {"reviewers": "nobody"}).content.decode()
    assert client.post(address, {"reviewers": "bob"}).status_code == 409
    write(postmortem, "went_well", "", by=cast.bob)
    assert "Say what went well" in client.get(address).content.decode()
    assert "Let it pass" not in client.get(address).content.decode()
    assert "Let it pass" in signed_in(cast.alice).get(address).content.decode()
    signed_in(cast.alice).post(at("waive", postmortem, "text:went_well"), {"reason": "Told in the meeting."})
    assert "let pass by @alice" in client.get(address).content.decode()
    assert "Withdraw" not in client.get(address).content.decode()
    withdraw = at("withdraw_waiver", postmortem, postmortem.waivers.get().pk)
    assert withdraw in signed_in(cast.alice).get(address).content.decode()
    response = client.post(address, {"reviewers": "@alice, erin", "note": "Impact first."}, follow=True)
    assert "Review requested" in response.content.decode()
    assert sent(postmortem).note == "Impact first."
