from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts import workflow as people
from actions import workflow as actions
from activity.models import Notice
from incidents import workflow as incidents
from incidents.models import Service, Tag
from kit.errors import Refused
from learning import workflow
from learning.models import Question
from postmortems import workflow as postmortems
from postmortems.models import Postmortem
from tests.builders.incidents import a_resolved_incident
from tests.builders.learning import earlier
from tests.builders.reviews import approved, published
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
Committing = Callable[..., object]


@pytest.fixture
def asked(cast: Cast, django_capture_on_commit_callbacks: Committing) -> Question:
    """Search's index needs the payment API, about which Payments publishes a write-up."""
    cast.search_index.depends_on.add(cast.payment_api)
    postmortem = approved(cast)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        postmortems.publish(postmortem, by=cast.bob)
    question: Question = Question.objects.get()
    return question


def test_publication_asks_the_teams_that_depend_on_it(cast: Cast, asked: Question) -> None:
    assert (asked.team, asked.asked_by, asked.answer) == (cast.search, None, "")
    assert Notice.objects.filter(kind="could_happen", recipient=cast.mallory, subject_id=asked.pk).exists()
    browser = signed_in(cast.mallory)
    assert (
        "Search index depends on Payment API, which failed." in browser.get(asked.get_absolute_url()).content.decode()
    )
    assert asked.postmortem.title in browser.get("/lessons/?in=home").content.decode()
    assert asked.postmortem.title not in signed_in(cast.lena).get("/lessons/").content.decode()


def test_it_asks_once_however_often_it_is_published(cast: Cast, asked: Question) -> None:
    assert workflow.ask_teams(asked.postmortem) == []
    assert Question.objects.count() == 1


def test_it_asks_who_shares_what_failed_or_failed_the_same_way(cast: Cast) -> None:
    below = Service.objects.create(name="Ledger", slug="ledger", team=cast.payments)
    cast.payment_api.depends_on.add(below)
    cast.search_index.depends_on.add(below)
    [shared] = workflow.ask_teams(published(cast))
    assert {each["kind"] for each in shared.because} == {"shares"}
    Question.objects.all().delete()
    cast.search_index.depends_on.clear()
    for incident in (
        earlier(cast, 9, "Index gone", services=[cast.search_index], teams=[]),
        shared.postmortem.incident,
    ):
        incidents.tag(incident, by=cast.alice, tags=[("failure_mode", "Meltdown")])
    [alike] = workflow.ask_teams(Postmortem.objects.get(pk=shared.postmortem_id))
    assert (alike.team, alike.because[0]["kind"]) == (cast.search, "mode")
    merged = incidents.add_mode(by=cast.root, name="Overheated")
    incidents.merge_mode(Tag.objects.get(name="Meltdown"), by=cast.root, into=merged)
    assert "“Overheated” before" in signed_in(cast.mallory).get(alike.get_absolute_url()).content.decode()


def test_yes_makes_a_preventive_action_of_that_team(cast: Cast, asked: Question) -> None:
    given = {
        "yes-title": "Limit the pool of the index",
        "yes-owner": "mallory",
        "yes-priority": "high",
        "yes-once": "1",
    }
    browser = signed_in(cast.mallory)
    for _ in range(2):
        assert browser.post(f"{asked.get_absolute_url()}yes/", given).status_code == 302
    asked.refresh_from_db()
    action = asked.actions.get()
    assert (action.team, action.source, action.incident, asked.answer) == (cast.search, "other_team", None, "yes")
    assert "Learned from" in browser.get(f"/actions/{action.number}/origins/").content.decode()
    page = signed_in(cast.carol).get(f"/postmortems/{asked.reference}/lessons/").content.decode()
    assert "1 yes, 0 no, 0 open. 1 preventive action, 0 done." in page
    assert asked.postmortem.title not in browser.get("/lessons/?in=home").content.decode()


def test_no_needs_a_reason(cast: Cast, asked: Question) -> None:
    browser = signed_in(cast.mallory)
    assert browser.post(f"{asked.get_absolute_url()}no/", {"no-reason": " "}).status_code == 422
    browser.post(f"{asked.get_absolute_url()}no/", {"no-reason": "Ours has a limiter."})
    asked.refresh_from_db()
    assert (asked.answer, asked.reason) == ("no", "Ours has a limiter.")
    with pytest.raises(Refused):
        workflow.answer_no(asked, by=cast.mallory, reason=" ")


def test_a_refused_no_says_why_and_keeps_what_was_typed(cast: Cast, asked: Question) -> None:
    action = workflow.answer_yes(asked, by=cast.mallory, title="Limit the pool", owner=cast.mallory)
    browser, given = signed_in(cast.mallory), {"no-reason": "Ours has a limiter."}
    said = browser.post(f"{asked.get_absolute_url()}no/", given)
    assert said.status_code == 422
    assert "Drop that first" in said.content.decode()
    assert "Ours has a limiter." in said.content.decode()
    assert "It could not happen here" not in browser.get(asked.get_absolute_url()).content.decode()
    actions.drop(action, by=cast.mallory, rationale="The pool is gone.")
    assert "It could not happen here" in browser.get(asked.get_absolute_url()).content.decode()
    assert browser.post(f"{asked.get_absolute_url()}no/", given).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "no"
    page = browser.get(f"/postmortems/{asked.reference}/lessons/").content.decode()
    assert "0 yes, 1 no, 0 open.</p>" in page


def test_a_viewer_is_offered_no_answer_and_old_ones_come_by_pages(cast: Cast, asked: Question) -> None:
    people.add_member(cast.search, by=cast.root, user=cast.carol)
    assert "Answer<" in signed_in(cast.mallory).get("/lessons/").content.decode()
    page = signed_in(cast.carol).get("/lessons/").content.decode()
    assert asked.postmortem.title in page
    assert "Answer<" not in page
    workflow.answer_no(asked, by=cast.mallory, reason="Ours has a limiter.")
    assert asked.postmortem.title in signed_in(cast.carol).get("/lessons/?page=9").content.decode()


def test_only_the_team_answers(cast: Cast, asked: Question) -> None:
    for person in (cast.bob, cast.carol, cast.root):
        answer = signed_in(person).post(f"{asked.get_absolute_url()}no/", {"no-reason": "No."})
        assert answer.status_code == 403


def test_a_team_can_take_it_up_itself(cast: Cast) -> None:
    postmortem = published(cast)
    answer = signed_in(cast.mallory).post(f"/postmortems/{postmortem.reference}/lessons/ask/", {"team": "search"})
    question = Question.objects.get()
    assert answer["Location"] == question.get_absolute_url()
    assert (question.team, question.asked_by) == (cast.search, cast.mallory)


@pytest.mark.parametrize("visibility", ["team", "restricted"])
def test_it_asks_nobody_about_what_is_not_open(cast: Cast, visibility: str) -> None:
    cast.search_index.depends_on.add(cast.payment_api)
    postmortem = published(cast, visibility=visibility, title="Marmalade canary")
    assert workflow.ask_teams(postmortem) == []
    with pytest.raises(Refused):
        workflow.ask_team(postmortem, by=cast.alice, team=cast.search)
    assert signed_in(cast.mallory).get(f"/postmortems/{postmortem.reference}/lessons/").status_code == 404


def test_it_forgets_a_question_that_was_closed_off_later(cast: Cast, asked: Question) -> None:
    incidents.change_visibility(asked.postmortem.incident, by=cast.root, visibility="restricted")
    browser = signed_in(cast.mallory)
    for page in ("/", "/lessons/", "/lessons/?in=home", "/inbox/"):
        assert asked.postmortem.title not in browser.get(page).content.decode()
    assert browser.get(asked.get_absolute_url()).status_code == 404


def test_another_teams_failure_that_is_hidden_is_no_reason(cast: Cast) -> None:
    hidden = earlier(cast, 9, "Canary", services=[cast.search_index], visibility="restricted")
    postmortem = published(cast)
    for incident in (hidden, postmortem.incident):
        incidents.tag(incident, by=cast.alice, tags=[("failure_mode", "Meltdown")])
    assert workflow.ask_teams(Postmortem.objects.get(pk=postmortem.pk)) == []
    assert a_resolved_incident(cast).tags.count() == 0
