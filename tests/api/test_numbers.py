"""Signals and measures as programs read them."""

from __future__ import annotations

from typing import Any

from signals import workflow as signals
from tests.builders.incidents import a_resolved_incident, an_incident, at
from tests.builders.signals import a_seen_signal
from tests.cast import Cast


def test_it_says_what_came_in_and_where_it_is_used(cast: Cast, program: Any) -> None:
    incident = an_incident(cast)
    first, second = a_seen_signal(cast, incident), a_seen_signal(cast, incident)
    draft = signals.Draft(refs=(first.ref,), at=at(2), text="The pager rang")
    [entry] = signals.promote(incident, by=cast.alice, drafts=[draft])
    reader = program(cast.bob, "incidents:read")
    path = f"/incidents/{incident.reference}/signals"
    page = reader.get(f"{path}?limit=1").json()
    rest = reader.get(f"{path}?after={page['next']}").json()
    [shown], [other] = page["items"], rest["items"]
    assert (shown["id"], shown["entries"], other["id"], other["entries"]) == (first.pk, [entry.pk], second.pk, [])
    assert (shown["severity"], shown["service"], shown["sender"]) == ("critical", "payment-api", "alertmanager")
    assert rest["next"] is None
    assert reader.get(f"{path}/{first.pk}").json() == shown
    assert reader.get(f"{path}?kind=deploy").json()["items"] == []
    assert reader.get(f"/incidents/{an_incident(cast).reference}/signals/{first.pk}").status_code == 404


def test_it_counts_as_the_pages_do(cast: Cast, program: Any) -> None:
    reader = program(cast.bob, "measures:read")
    for _ in range(5):
        a_resolved_incident(cast)
    a_resolved_incident(cast, visibility="restricted", by=cast.alice)
    found = reader.get("/measures?period=2025-q4").json()
    measures = {measure["key"]: measure for measure in found["items"]}
    assert (measures["incidents"]["now"]["value"], measures["incidents"]["before"]["n"]) == (5, 0)
    assert measures["ttr"]["now"]["value"] > 0 and measures["ttr"]["unit"] == "seconds"
    assert found["period"] == {"first": "2025-10-01", "last": "2025-12-31"}
    assert not any("handle" in str(measure) for measure in measures.values()), "none is about a person"
    one = reader.get("/measures/incidents?period=2025-q4").json()
    assert one["measure"] == measures["incidents"]
    assert sum(step["n"] for step in one["steps"]) == 5


def test_it_concludes_nothing_from_few(cast: Cast, program: Any) -> None:
    a_resolved_incident(cast)
    found = program(cast.bob, "measures:read").get("/measures/ttr?period=2025-q4").json()
    assert found["measure"]["now"] == {"value": None, "n": 1, "p90": None, "hits": None}
    assert found["least"] == 5


def test_what_is_not_there_is_told(cast: Cast, program: Any) -> None:
    reader = program(cast.bob, "measures:read")
    assert reader.get("/measures?team=nobodys").status_code == 404
    assert reader.get("/measures?period=tomorrow").status_code == 422
    assert reader.get("/measures/gossip").status_code == 404
    assert program(cast.bob, "search:read").get("/measures").status_code == 403
