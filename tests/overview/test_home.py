from datetime import timedelta

from django.urls import reverse

from actions import workflow as actions
from incidents import workflow as incidents
from kit import clock
from tests.builders.incidents import a_resolved_incident
from tests.builders.reviews import a_draft, in_review, published
from tests.cast import Cast, signed_in


def home(user, scope: str = "mine") -> str:  # type: ignore[no-untyped-def]
    return signed_in(user).get(reverse("overview:home"), {"scope": scope}).content.decode()


def test_it_says_when_there_is_nothing_to_do(cast: Cast) -> None:
    assert "Nothing is due, waiting or overdue." in home(cast.lena)


def test_it_shows_an_author_the_draft_that_is_due(cast: Cast) -> None:
    a_draft(cast, title="Cards declined", started_at=clock.now() - timedelta(hours=20))
    page = home(cast.bob)
    assert "Due within 72 hours" in page
    assert "Cards declined" in page
    assert "One postmortem is due." in page


def test_it_shows_a_reviewer_what_waits_for_them(cast: Cast) -> None:
    in_review(cast, reviewers=[cast.erin], title="Cards declined")
    assert "Waiting for your review" in home(cast.erin)
    assert "Waiting for your review" not in home(cast.lena)


def test_it_shows_an_owner_their_overdue_actions_with_the_week(cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=60)):
        due = (clock.now() + timedelta(days=20)).date()
        actions.create(by=cast.bob, title="Alert at 85%", owner=cast.bob, due_on=due, team=cast.payments)
    page = home(cast.bob)
    assert "Alert at 85%" in page
    assert "Week 6 overdue" in page
    assert "Decide" in page
    assert "Alert at 85%" not in home(cast.lena)
    assert "Alert at 85%" in home(cast.alice, scope="team")
    assert "Alert at 85%" not in home(cast.mallory, scope="team")


def test_it_asks_a_tech_lead_for_the_decision_about_a_write_up(cast: Cast) -> None:
    incident = a_resolved_incident(cast, title="Cards declined")
    assert "Is a write-up needed?" in home(cast.alice)
    assert "Is a write-up needed?" not in home(cast.bob)
    incidents.decide_write_up(incident, by=cast.alice, decision="none", reason="Explained before.")
    assert "Is a write-up needed?" not in home(cast.alice)


def test_it_asks_leads_and_managers_to_decide_about_what_is_four_weeks_late(cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=60)):
        due = (clock.now() + timedelta(days=30)).date()
        actions.create(by=cast.bob, title="Alert at 85%", owner=cast.bob, due_on=due, team=cast.payments)
    for person in (cast.alice, cast.erin):
        assert "One decision is yours to make." in home(person)
    assert "yours to make" not in home(cast.mallory)


def test_it_shows_what_was_published_to_those_who_may_see_it(cast: Cast) -> None:
    published(cast, title="Cards declined")
    assert "Cards declined" in home(cast.mallory)


def test_it_hides_what_is_restricted(cast: Cast) -> None:
    postmortem = published(cast, title="Canary-word")
    incidents.change_visibility(postmortem.incident, by=cast.alice, visibility="restricted")
    assert "Canary-word" not in home(cast.mallory) + home(cast.lena)


def test_it_costs_at_most_twelve_queries(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        a_draft(cast, title=f"Draft {number}", started_at=clock.now() - timedelta(hours=20 + number))
        in_review(cast, reviewers=[cast.erin], title=f"Review {number}")
        a_resolved_incident(cast)
    for person in (cast.alice, cast.bob, cast.erin):
        client = signed_in(person)
        for scope in ("mine", "team"):
            with django_assert_max_num_queries(12):
                client.get(reverse("overview:home"), {"scope": scope})
