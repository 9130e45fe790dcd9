from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from actions import panels, workflow
from activity.delivery import sweep
from kit import clock
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(days_late(23)):
        yield


def page(cast: Cast, action: Any, who: str = "bob") -> str:
    return signed_in(getattr(cast, who)).get(action.get_absolute_url()).content.decode()


def test_it_shows_who_was_told_when(cast: Cast) -> None:
    action = an_action(cast)
    for day in range(-10, 24):
        workflow.open_steps(days_late(day))
        with clock.at(days_late(day)):
            sweep()
    html = page(cast, action)
    assert "Week 4 overdue." in html and "Told: @bob, @alice, @erin" in html
    assert "payments-standup@acme.example" in html and "The next step opens" in html


def test_it_tells_its_whole_story(cast: Cast) -> None:
    incident = an_incident(cast)
    action = an_action(cast, incident=incident, done_when="The alert fired.", description="See **the graph**.")
    workflow.log_update(action, by=cast.bob, text="Waiting for thresholds", blocked=True)
    for due_on in (date(2026, 1, 9), date(2026, 1, 16)):
        workflow.reprioritise(action, by=cast.alice, due_on=due_on, reason="The <runbook> comes first.")
    html = page(cast, action)
    for words in (
        incident.reference,
        "Twice",
        "Waiting for thresholds",
        "The &lt;runbook&gt; comes first.",
        "decided in week 4: reprioritise it",
        "<strong>the graph</strong>",
        "promised this by 24 Nov 2025",
        "reprioritised this, from 9 Jan 2026 to 16 Jan 2026",
    ):
        assert words in html, words


def test_it_shows_how_it_ended(cast: Cast) -> None:
    done = workflow.complete(an_action(cast), by=cast.bob, evidence="Both fired.", evidence_url="https://ci.example/7")
    dropped = workflow.drop(an_action(cast), by=cast.alice, rationale="The pool is gone.")
    assert "Both fired." in page(cast, done) and "https://ci.example/7" in page(cast, done)
    assert "The pool is gone." in page(cast, dropped) and "Take up again" in page(cast, dropped)


def test_it_offers_only_what_its_reader_may_do(cast: Cast) -> None:
    action = an_action(cast)
    owner, reader, elsewhere = (page(cast, action, who) for who in ("bob", "carol", "mallory"))
    assert all(f"/actions/{action.number}/{verb}/" in owner for verb in ("decide", "drop", "update", "edit"))
    assert not any(f"/actions/{action.number}/{verb}/" in reader for verb in ("decide", "drop", "update", "edit"))
    assert f"/actions/{action.number}/decide/" not in elsewhere


def test_it_is_not_there_for_those_who_may_not_know(cast: Cast) -> None:
    action = an_action(cast, incident=an_incident(cast, visibility="restricted"))
    client = signed_in(cast.mallory)
    doors = ("", "edit/", "update/", "complete/", "drop/", "reprioritise/", "decide/", "reopen/")
    assert {client.get(f"{action.get_absolute_url()}{door}").status_code for door in doors} == {404}
    assert client.post(f"{action.get_absolute_url()}follow/").status_code == 404
    assert client.get(f"/actions/follow-up/?n={action.number}").status_code == 404
    assert client.get("/actions/999999/").status_code == 404
    assert client.get("/actions/99999999999999999999/").status_code == 404


def test_it_is_followed_and_left(cast: Cast) -> None:
    action, client = an_action(cast), signed_in(cast.lena)
    for said in ("Following", "Follow"):
        client.post(f"{action.get_absolute_url()}follow/")
        assert f'btn-label">{said}</span>' in client.get(action.get_absolute_url()).content.decode()


def test_it_shows_what_other_parts_know_of_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils.html import format_html

    monkeypatch.setattr(panels, "_panels", [])
    panels.register(lambda _, action: format_html("<section>Answers the leak of {}</section>", action.code))
    panels.register(lambda *_: None)
    action = an_action(cast)
    assert f"Answers the leak of {action.code}" in page(cast, action)


def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    action = an_action(cast, incident=an_incident(cast))
    for day in range(24):
        workflow.open_steps(days_late(day))
    for n in range(3):
        workflow.log_update(action, by=(cast.alice, cast.bob, cast.erin)[n], text="Going on.")
    client = signed_in(cast.bob)
    client.get(action.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(action.get_absolute_url())


def test_it_appears_on_its_incident_team_and_owner(cast: Cast) -> None:
    incident = an_incident(cast)
    an_action(cast, incident=incident)
    client = signed_in(cast.alice)
    assert "Alert on pool usage" in client.get(incident.get_absolute_url()).content.decode()
    assert f"/actions/new/?incident={incident.reference}" in client.get(incident.get_absolute_url()).content.decode()
    assert "Week 4, @bob" in client.get(cast.payments.get_absolute_url()).content.decode()
