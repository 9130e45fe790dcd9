"""The forms of actions, posted as a browser without script does, and as htmx does."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from actions import workflow
from actions.models import Action, ActionUpdate, Decision
from kit import clock
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in

LATER = "2026-01-16"
POSTS: dict[str, dict[str, Any]] = {
    "update": {"text": "85% is live.", "state": "in_progress", "once": "1"},
    "complete": {"evidence": "Both alerts fired."},
    "drop": {"rationale": "The pool is gone."},
    "reprioritise": {"due_on": LATER, "priority": "low", "owner": "bob", "reason": "Later."},
    "decide": {"outcome": "drop", "reason": "The pool is gone."},
}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(days_late(23)):
        yield


def post(cast: Cast, action: Action, door: str, who: str = "bob", **data: Any) -> HttpResponse:
    return signed_in(getattr(cast, who)).post(f"{action.get_absolute_url()}{door}/", data)  # type: ignore[return-value]


@pytest.mark.parametrize("door", POSTS)
def test_it_does_it_by_a_plain_form_and_says_so(cast: Cast, door: str) -> None:
    action, client = an_action(cast), signed_in(cast.bob)
    assert client.get(f"{action.get_absolute_url()}{door}/").status_code == 200
    response = client.post(f"{action.get_absolute_url()}{door}/", POSTS[door], follow=True)
    assert response.redirect_chain == [(action.get_absolute_url(), 302)]
    assert 'class="toast' in response.content.decode()
    before = action.version
    action.refresh_from_db()
    assert action.version == before + 1


@pytest.mark.parametrize("door", POSTS)
def test_it_refreshes_the_page_it_was_opened_on(cast: Cast, door: str) -> None:
    action = an_action(cast)
    client = signed_in(cast.bob)
    asked = client.get(f"{action.get_absolute_url()}{door}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in asked and "dialog-title" in asked
    response = client.post(f"{action.get_absolute_url()}{door}/", POSTS[door], headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Refresh"]) == (204, "true")


@pytest.mark.parametrize("door", POSTS)
def test_it_says_what_is_missing_and_changes_nothing(cast: Cast, door: str) -> None:
    action = an_action(cast)
    response = post(cast, action, door)
    assert response.status_code == 422 and b"error-text" in response.content
    action.refresh_from_db()
    assert action.version == 1


@pytest.mark.parametrize(("who", "status"), [("carol", 403), ("mallory", 403)])
@pytest.mark.parametrize("door", ["complete", "drop", "reprioritise", "decide"])
def test_it_turns_away_who_does_not_answer_for_it(cast: Cast, door: str, who: str, status: int) -> None:
    assert post(cast, an_action(cast), door, who=who).status_code == status


def test_it_keeps_what_was_typed_when_a_rule_refuses(cast: Cast) -> None:
    action = an_action(cast)
    data = {**POSTS["reprioritise"], "due_on": "2025-12-01", "reason": "The runbook comes first."}
    html = post(cast, action, "reprioritise", **data).content.decode()
    assert "The deadline has already passed" in html and "The runbook comes first." in html


def test_it_refuses_too_much_text_naming_the_limit(cast: Cast) -> None:
    response = post(cast, an_action(cast), "update", text="x" * 2_001, state="todo", once="1")
    assert response.status_code == 422 and b"2000" in response.content


def test_it_decides_each_way(cast: Cast) -> None:
    for outcome, data in (
        ("complete", {"commit_on": LATER}),
        ("reprioritise", {"due_on": LATER, "owner": "alice", "priority": "low"}),
    ):
        action = an_action(cast)
        post(cast, action, "decide", outcome=outcome, reason="The runbook comes first.", **data)
        action.refresh_from_db()
        assert (action.due_on, action.owner.handle if action.owner else "") == (
            date(2026, 1, 16),
            "alice" if outcome == "reprioritise" else "bob",
        )
    html = post(cast, an_action(cast), "decide", outcome="complete", reason="Soon.").content.decode()
    assert "Name the date it will be done by." in html


def test_it_records_the_week_whatever_answers_a_late_action(cast: Cast) -> None:
    for door in ("complete", "drop", "reprioritise", "decide"):
        post(cast, an_action(cast), door, **POSTS[door])
    assert [(decision.week, decision.by) for decision in Decision.objects.all()] == [(4, cast.bob)] * 4


def test_it_logs_one_follow_up_on_several(cast: Cast) -> None:
    actions = [an_action(cast) for _ in range(3)]
    client, numbers = signed_in(cast.alice), [action.number for action in actions[:2]]
    asked = client.get("/actions/follow-up/", {"n": numbers}).content.decode()
    assert "Log follow-up on 2 actions" in asked
    for _ in range(2):
        client.post("/actions/follow-up/", {"n": numbers, "text": "What is in the way?", "once": "1"})
    assert ActionUpdate.objects.count() == 2
    assert client.get("/actions/follow-up/?n=nonsense").status_code == 404


def test_it_is_created_once_from_an_incident(cast: Cast) -> None:
    incident, client = an_incident(cast), signed_in(cast.bob)
    asked = client.get(f"/actions/new/?incident={incident.reference}&source=incident").content.decode()
    assert f'value="{incident.reference}"' in asked
    data = {"title": "Cap the pool", "owner": "@bob", "priority": "high", "category": "tooling", "once": "7"}
    for _ in range(2):
        client.post("/actions/new/", data | {"incident": incident.reference, "source": "incident"})
    action = Action.objects.get()
    assert (action.incident, action.source, action.due_on) == (incident, "incident", date(2025, 12, 31))


def test_it_asks_once_what_a_vague_title_means(cast: Cast) -> None:
    client = signed_in(cast.bob)
    data = {"title": "Improve monitoring", "owner": "bob", "priority": "high", "category": "tooling", "once": "7"}
    response = client.post("/actions/new/", data)
    html = response.content.decode()
    assert response.status_code == 422 and "What would done look like?" in html
    assert 'name="meant" value="Improve monitoring"' in html
    assert client.post("/actions/new/", data | {"meant": "Improve monitoring"}).status_code == 302


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"owner": "ghost"}, "Nobody active has the handle @ghost"),
        ({"owner": ""}, "Name one owner"),
        ({"owner": "carol"}, "only reads here"),
        ({"incident": "INC-404"}, "There is no incident INC-404"),
        ({"title": "x" * 201}, "200"),
        ({"due_on": "2025-01-01"}, "already passed"),
        ({"due_on": "soon"}, "valid date"),
    ],
)
def test_it_creates_nothing_from_a_form_that_is_wrong(cast: Cast, data: dict[str, str], said: str) -> None:
    given = {"title": "Cap the pool", "owner": "bob", "priority": "high", "category": "tooling", "once": "7"}
    response = signed_in(cast.bob).post("/actions/new/", given | data)
    assert response.status_code == 422 and said in response.content.decode()
    assert not Action.objects.exists()


def test_it_hides_restricted_incidents_from_the_form(cast: Cast) -> None:
    secret = an_incident(cast, visibility="restricted")
    given = {"title": "Cap it", "owner": "mallory", "priority": "high", "category": "tooling", "once": "7"}
    response = signed_in(cast.mallory).post("/actions/new/", given | {"incident": secret.reference})
    assert f"There is no incident {secret.reference}" in response.content.decode()


def edited(action: Action, **changes: Any) -> dict[str, Any]:
    return {
        "title": action.title,
        "owner": "bob",
        "due_on": action.due_on,
        "priority": action.priority,
        "category": action.category,
        "team": "payments",
        "version": action.version,
        **changes,
    }


def test_it_edits_and_shows_a_stale_tab_what_changed(cast: Cast) -> None:
    action = an_action(cast)
    workflow.edit(action, by=cast.alice, version=1, title="Alert on pool usage")
    response = post(cast, action, "edit", **edited(action, title="Alert at 70%"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Alert on pool usage" in html and 'value="Alert at 70%"' in html and 'name="version" value="2"' in html
    assert post(cast, action, "edit", **edited(action, title="Alert at 70%", version=2)).status_code == 302
    action.refresh_from_db()
    assert action.title == "Alert at 70%"


def test_it_asks_why_a_promise_changes(cast: Cast) -> None:
    action = an_action(cast)
    assert "Say why" in post(cast, action, "edit", **edited(action, due_on=LATER)).content.decode()
    assert post(cast, action, "edit", **edited(action, due_on=LATER, reason="Later.")).status_code == 302


def test_it_takes_up_again_what_was_closed(cast: Cast) -> None:
    action = workflow.complete(an_action(cast), by=cast.bob, evidence="Done.")
    assert "already done" in post(cast, action, "complete", evidence="Done.").content.decode()
    assert post(cast, action, "reopen", reason="The alert was lost.", due_on=LATER).status_code == 302
    action.refresh_from_db()
    assert action.is_open and action.due_on == date(2026, 1, 16)
