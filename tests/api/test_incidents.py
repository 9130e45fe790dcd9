from __future__ import annotations

from typing import Any

import pytest

from incidents.models import Incident, TimelineEntry
from tests.builders.incidents import a_resolved_incident, an_incident
from tests.cast import Cast

NEW = {"title": "Checkout fails", "severity": "sev2", "started_at": "2026-03-02T10:00:00+01:00"}


def test_it_declares_an_incident_as_its_person_would(cast: Cast, program: Any) -> None:
    answer = program(cast.bob).post("/incidents", NEW | {"services": [cast.payment_api.slug]})
    assert answer.status_code == 201, answer.content
    incident = Incident.objects.get(title="Checkout fails")
    assert answer.json()["reference"] == incident.reference
    assert answer["Location"].endswith(f"/api/v1/incidents/{incident.reference}")
    assert incident.declared_by == cast.bob
    assert incident.started_at.isoformat() == "2026-03-02T09:00:00+00:00"
    assert [team.slug for team in incident.teams.all()] == ["payments"]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"severity": "awful"}, 422),
        ({"started_at": "2026-03-02T10:00:00"}, 422),
        ({"colour": "red"}, 422),
        ({"title": " "}, 422),
        ({"started_at": "2199-01-01T00:00:00Z"}, 409),
        ({"services": ["no-such-service"]}, 409),
    ],
)
def test_it_says_what_is_wrong(cast: Cast, program: Any, wrong: dict[str, Any], status: int) -> None:
    answer = program(cast.bob).post("/incidents", NEW | wrong)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail"} <= answer.json().keys()
    assert not Incident.objects.exists()


def test_it_lists_the_newest_first_by_pages(cast: Cast, program: Any) -> None:
    made = [an_incident(cast, title=f"Number {number}") for number in range(5)]
    asked = program(cast.bob)
    first = asked.get("/incidents?limit=3").json()
    rest = asked.get(f"/incidents?limit=3&after={first['next']}").json()
    references = [row["reference"] for row in first["items"] + rest["items"]]
    assert sorted(references) == sorted(incident.reference for incident in made)
    assert len(first["items"]) == 3
    assert rest["next"] is None


def test_it_costs_the_same_however_long_the_list_is(
    cast: Cast, program: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        an_incident(cast, title=f"Number {number}")
    asked = program(cast.bob)
    asked.get("/incidents")
    with django_assert_max_num_queries(6):
        assert len(asked.get("/incidents").json()["items"]) == 20


def test_it_narrows_the_list(cast: Cast, program: Any) -> None:
    wanted = an_incident(cast, title="Search is slow", severity="sev3")
    a_resolved_incident(cast)
    asked = program(cast.bob)
    for query in ("severity=sev3", "status=open", "title=slow", "since=2000-01-01T00:00:00Z&severity=sev3"):
        assert [row["reference"] for row in asked.get(f"/incidents?{query}").json()["items"]] == [wanted.reference]
    assert asked.get("/incidents?severity=none").status_code == 422


def test_it_shows_nothing_that_its_person_may_not_see(cast: Cast, program: Any) -> None:
    hidden = an_incident(cast, visibility="restricted", title="Rumpelstiltskin")
    asked = program(cast.mallory)
    for path in ("/incidents", "/search?q=Rumpelstiltskin", "/write-ups", "/actions"):
        assert "umpelstiltskin" not in asked.get(path).content.decode().replace("q=R", "")
    for path in (f"/incidents/{hidden.reference}", f"/incidents/{hidden.reference}/timeline"):
        assert asked.get(path).status_code == 404
    assert (
        asked.post(f"/incidents/{hidden.reference}/timeline", {"at": NEW["started_at"], "text": "x"}).status_code == 404
    )


def test_it_refuses_what_its_person_may_not_do(cast: Cast, program: Any) -> None:
    assert program(cast.carol).post("/incidents", NEW).status_code == 403
    assert not Incident.objects.exists()


def test_it_changes_only_what_was_read(cast: Cast, program: Any) -> None:
    incident = an_incident(cast, title="Before")
    asked = program(cast.bob)
    path = f"/incidents/{incident.reference}"
    etag = asked.get(path)["ETag"]
    assert asked.patch(path, {"title": "After"}).status_code == 428
    answer = asked.patch(path, {"title": "After", "severity": "sev1", "status": "resolved"}, If_Match=etag)
    assert answer.status_code == 200, answer.content
    shown = answer.json()
    assert (shown["title"], shown["severity"], shown["status"]) == ("After", "sev1", "resolved")
    assert shown["milestones"]["resolved"]
    assert asked.patch(path, {"title": "Late"}, If_Match=etag).status_code == 412
    incident.refresh_from_db()
    assert incident.title == "After"


def test_it_changes_all_of_it_or_nothing(cast: Cast, program: Any) -> None:
    incident = an_incident(cast, title="Before")
    asked = program(cast.bob)
    path = f"/incidents/{incident.reference}"
    wrong = {"title": "After", "milestones": {"detected": "2199-01-01T00:00:00Z"}}
    assert asked.patch(path, wrong, If_Match=asked.get(path)["ETag"]).status_code == 409
    incident.refresh_from_db()
    assert incident.title == "Before"


def test_it_keeps_a_timeline(cast: Cast, program: Any) -> None:
    incident = an_incident(cast)
    asked = program(cast.bob)
    path = f"/incidents/{incident.reference}/timeline"
    at = incident.started_at.isoformat()
    made = asked.post(path, {"at": at, "text": "Pool exhausted", "kind": "alert", "milestone": "detected"})
    assert made.status_code == 201, made.content
    entry = f"{path}/{made.json()['id']}"
    changed = asked.patch(entry, {"text": "Pool is full", "starred": True}, If_Match=made["ETag"])
    assert (changed.json()["text"], changed.json()["starred"]) == ("Pool is full", True)
    assert [row["text"] for row in asked.get(path).json()["items"]] == ["Pool is full"]
    incident.refresh_from_db()
    assert incident.detected_at == incident.started_at
    assert asked.delete(entry).status_code == 204
    assert asked.get(entry).status_code == 404
    assert TimelineEntry.objects.filter(incident=incident).exists(), "people can bring it back"


def test_it_saves_the_transfer_of_what_is_known(cast: Cast, program: Any) -> None:
    incident = an_incident(cast)
    asked = program(cast.bob)
    path = f"/incidents/{incident.reference}"
    etag = asked.get(path)["ETag"]
    again = asked.get(path, If_None_Match=etag)
    assert (again.status_code, again.content) == (304, b"")
