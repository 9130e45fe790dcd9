from __future__ import annotations

from datetime import timedelta
from typing import Any

from actions.models import Action
from kit import clock
from tests.builders.actions import an_action
from tests.builders.incidents import an_incident
from tests.cast import Cast


def test_it_promises_a_change(cast: Cast, program: Any) -> None:
    incident = an_incident(cast)
    given = {"title": "Alert when the pool is 80 % full", "owner": "bob", "priority": "high"}
    answer = program(cast.bob).post("/actions", given | {"incident": incident.reference})
    assert answer.status_code == 201, answer.content
    action = Action.objects.get()
    assert answer.json()["code"] == action.code
    assert (action.owner, action.incident) == (cast.bob, incident)
    assert answer.json()["due_on"] == (clock.today(cast.bob.zone) + timedelta(days=14)).isoformat()


def test_it_asks_for_an_owner(cast: Cast, program: Any) -> None:
    answer = program(cast.bob).post("/actions", {"title": "Somebody ought to"})
    assert answer.status_code == 409
    assert "owner" in answer.json()["detail"]


def test_it_follows_an_action_to_its_end(cast: Cast, program: Any) -> None:
    action = an_action(cast, owner=cast.bob)
    asked = program(cast.bob)
    path = f"/actions/{action.code}"
    assert asked.post(f"{path}/updates", {"text": "Half of it runs", "state": "in_progress"}).status_code == 201
    assert asked.get(path).json()["state"] == "in_progress"
    assert asked.post(f"{path}/complete", {}).status_code == 409
    done = asked.post(f"{path}/complete", {"evidence": "The alert fired in a drill"})
    assert (done.status_code, done.json()["state"]) == (200, "done")
    again = asked.post(f"{path}/reopen", {"reason": "It fires too late"})
    assert again.json()["state"] == "todo"
    dropped = asked.post(f"{path}/drop", {"rationale": "The service goes away in May"})
    assert dropped.json()["rationale"] == "The service goes away in May"


def test_it_moves_a_deadline_with_a_reason_only(cast: Cast, program: Any) -> None:
    action = an_action(cast, owner=cast.bob)
    asked = program(cast.alice)
    path = f"/actions/{action.code}"
    etag = asked.get(path)["ETag"]
    later = (clock.today(cast.bob.zone) + timedelta(days=60)).isoformat()
    assert asked.patch(path, {"due_on": later}, If_Match=etag).status_code == 409
    moved = asked.patch(path, {"due_on": later, "reason": "The vendor ships in March"}, If_Match=etag)
    assert (moved.status_code, moved.json()["due_on"], moved.json()["moved"]) == (200, later, 1)
    assert asked.patch(path, {"title": "Other"}, If_Match=etag).status_code == 412


def test_it_narrows_the_list(cast: Cast, program: Any) -> None:
    mine = an_action(cast, owner=cast.bob)
    an_action(cast, owner=cast.alice)
    asked = program(cast.bob)
    assert [row["code"] for row in asked.get("/actions?owner=bob&open=true").json()["items"]] == [mine.code]
    assert asked.get("/actions?open=false").json()["items"] == []


def test_it_shows_no_action_of_a_hidden_incident(cast: Cast, program: Any) -> None:
    action = an_action(cast, owner=cast.bob, incident=an_incident(cast, visibility="restricted"))
    asked = program(cast.mallory)
    assert asked.get("/actions").json()["items"] == []
    assert asked.get(f"/actions/{action.code}").status_code == 404
    assert asked.post(f"/actions/{action.code}/complete", {"evidence": "x"}).status_code == 404
