from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from actions import workflow as actions
from postmortems import workflow
from postmortems.draft import Draft
from postmortems.models import Postmortem
from tests.builders.postmortems import a_complete_draft, write
from tests.builders.reviews import a_draft, an_action, in_review
from tests.cast import Cast, signed_in

NAME = "Erin Vale"


def at(name: str, postmortem: Postmortem) -> str:
    return reverse(f"postmortems:{name}", args=[postmortem.reference])


def doubtful(cast: Cast) -> Postmortem:
    """Every gate holds, and there is something to ask."""
    postmortem = a_complete_draft(cast)
    User.objects.filter(pk=cast.erin.pk).update(name=NAME)
    said = f"{NAME} saw it first. 1,500 customers were affected.\n\nClearly, it was the pool."
    write(postmortem, "went_wrong", said, by=cast.alice)
    return Postmortem.objects.get(pk=postmortem.pk)


def test_the_editor_says_it_beside_the_text_and_at_the_foot_of_the_outline(cast: Cast) -> None:
    page = signed_in(cast.bob).get(at("edit", doubtful(cast))).content.decode()
    margin, outline = page.partition('id="margin"')[2], page.partition('id="outline"')[2].partition("</nav>")[0]
    for said in (
        "the impact figures say 1,200",
        "A person is named",
        "A claim has no evidence",
        "No action keeps this",
    ):
        assert said in margin
    assert NAME in margin
    assert 'href="#section-went_wrong">Go to What went wrong</a>' in margin
    assert "trust neither" in margin
    assert "The last why is about the system" in outline
    assert 'href="#section-went_wrong">Text says 1,500' in outline


def test_its_section_is_not_ready_while_something_is_wrong(cast: Cast) -> None:
    draft = Draft(doubtful(cast))
    states = {each.key: each.state for each in draft.readiness}
    assert states["went_wrong"] == "attention"
    assert states["actions"] == "done", "what is missing there is advice, no alarm"
    assert draft.missing() == [], "it keeps nothing from happening"


def test_lists_do_not_repeat_the_names(cast: Cast) -> None:
    postmortem = doubtful(cast)
    assert "A person is named" in str(postmortem.readiness)
    assert NAME not in str(postmortem.readiness)


def test_the_editor_asks_no_more_than_twelve_times(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem, client = doubtful(cast), signed_in(cast.bob)
    with django_assert_max_num_queries(12):
        client.get(at("edit", postmortem))


def test_reviewers_are_told_of_the_revision_they_answer(cast: Cast) -> None:
    postmortem = in_review(cast)
    client = signed_in(cast.alice)
    assert "No action keeps this from happening again" in client.get(at("review", postmortem)).content.decode()
    write(postmortem, "went_wrong", "1,500 customers were affected.", by=cast.bob)
    assert "Text says 1,500" not in client.get(at("review", postmortem)).content.decode()


def test_reviewers_are_not_asked_about_an_action_that_was_dropped(cast: Cast) -> None:
    postmortem, client = a_draft(cast), signed_in(cast.alice)
    vague = an_action(cast, postmortem.incident, title="Improve monitoring")
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    asked = f"ACT-{vague.number}: what would done look like?"
    assert asked in client.get(at("review", postmortem)).content.decode()
    actions.drop(vague, by=cast.alice, rationale="It said nothing.")
    assert asked not in client.get(at("review", postmortem)).content.decode()


@pytest.mark.parametrize("view", ["read", "document"])
def test_the_review_costs_few_queries(cast: Cast, view: str, django_assert_max_num_queries: Any) -> None:
    postmortem, client = in_review(cast), signed_in(cast.alice)
    with django_assert_max_num_queries(15):
        client.get(at("review", postmortem) + f"?view={view}")
