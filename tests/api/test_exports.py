"""Write-ups as files, for programs."""

from __future__ import annotations

from typing import Any

from api.scopes import SCOPES
from exchange import workflow
from exchange.models import Export
from postmortems.workflow import start
from tests.builders.incidents import a_resolved_incident
from tests.cast import Cast


def test_one_write_up_comes_at_once(cast: Cast, program: Any) -> None:
    incident = a_resolved_incident(cast)
    start(incident, by=cast.alice)
    reader, path = program(cast.bob, "write-ups:read"), f"/write-ups/{incident.reference}/export"
    kinds = {"markdown": "text/markdown", "json": "application/json", "html": "text/html"}
    for format, kind in kinds.items():
        answer = reader.get(f"{path}/{format}")
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, kind)
        assert incident.reference in answer.content.decode()
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
    assert reader.get(f"{path}/pdf").status_code == 422
    assert program(cast.bob, "incidents:read").get(f"{path}/json").status_code == 403


def test_many_are_asked_for_and_fetched(cast: Cast, program: Any) -> None:
    incidents = [a_resolved_incident(cast) for _ in range(2)]
    for incident in incidents:
        start(incident, by=cast.alice)
    reader, other = program(cast.bob, *SCOPES), program(cast.alice, *SCOPES)
    given = {"format": "markdown", "write_ups": [incident.reference for incident in incidents]}
    asked = reader.post("/exports", given, Idempotency_Key="1")
    assert asked.status_code == 202
    assert reader.post("/exports", given, Idempotency_Key="1").json() == asked.json()
    pk = Export.objects.get().pk
    assert asked["Location"].endswith(f"/api/v1/exports/{pk}")
    assert reader.get(f"/exports/{pk}/file").status_code == 409, "it is not made yet"
    workflow.make(pk)
    shown = reader.get(f"/exports/{pk}").json()
    assert (shown["state"], shown["written"]) == ("done", 2)
    file = reader.get(shown["file"].partition("/api/v1")[2])
    assert (file["Content-Type"], file.content[:2]) == ("application/zip", b"PK")
    assert other.get(f"/exports/{pk}").status_code == other.get(f"/exports/{pk}/file").status_code == 404


def test_what_may_not_be_seen_cannot_be_asked_for(cast: Cast, program: Any) -> None:
    hidden = a_resolved_incident(cast, visibility="restricted")
    start(hidden, by=cast.alice)
    reader = program(cast.carol, *SCOPES)
    answer = reader.post("/exports", {"format": "json", "write_ups": [hidden.reference]})
    assert answer.status_code == 409
    assert hidden.title not in answer.content.decode()
    assert reader.get(f"/write-ups/{hidden.reference}/export/json").status_code == 404
