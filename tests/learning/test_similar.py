from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from incidents import workflow as incidents
from incidents.models import Incident, IncidentRelation
from learning.about import About, of_incident
from learning.models import Term
from learning.similar import Similar, similar
from tests.builders.incidents import a_resolved_incident
from tests.builders.learning import a_past, earlier
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
Indexed = Callable[[], None]
POOL = "The connection pool of the ledger ran dry after a failover and requests queued."


def found(reader: User, incident: Incident) -> list[Similar]:
    return similar(reader, of_incident(incident))


@pytest.fixture
def past(cast: Cast) -> Incident:
    """Among others one whose words come back in `now`."""
    a_past(cast)
    return earlier(cast, 40, "Ledger stops writing", "After a failover the connection pool stayed empty.")


@pytest.fixture
def now(cast: Cast, past: Incident) -> Incident:
    return a_resolved_incident(cast, title="Ledger times out", summary=POOL)


def test_it_finds_the_earlier_one_and_says_why(cast: Cast, past: Incident, now: Incident, indexed: Indexed) -> None:
    indexed()
    [first, *_] = found(cast.bob, now)
    assert first.incident_id == past.pk
    assert "same service, Payment API" in first.reasons
    assert "connection pool" in first.reason
    assert "‘failover’" in first.reason


def test_it_finds_none_that_came_later_or_is_itself(
    cast: Cast, past: Incident, now: Incident, indexed: Indexed
) -> None:
    indexed()
    assert now.pk not in {each.incident_id for each in (*found(cast.bob, past), *found(cast.bob, now))}


def test_it_says_nothing_where_nothing_is_alike(cast: Cast, past: Incident, indexed: Indexed) -> None:
    indexed()
    assert similar(cast.bob, About("Wifi in the canteen is down since lunch")) == []
    assert similar(cast.bob, About("")) == []


def test_it_finds_what_has_the_same_failure_mode(cast: Cast, past: Incident, indexed: Indexed) -> None:
    other = earlier(cast, 30, "Mail waits", services=[cast.search_index])
    asked = a_resolved_incident(cast, title="Reports stay empty", services=[])
    for incident in (other, asked):
        incidents.tag(incident, by=cast.alice, tags=[("failure_mode", "Queue without a bound")])
    indexed()
    [first, *_] = found(cast.bob, asked)
    assert first.incident_id == other.pk
    assert first.reasons[0] == "same failure mode, Queue without a bound"


def test_it_does_not_liken_incidents_by_who_was_there(cast: Cast, past: Incident, indexed: Indexed) -> None:
    earlier(cast, 20, "Fonts missing", "Mallory looked at it with @mallory.", services=[])
    asked = a_resolved_incident(cast, title="Charts missing a legend", summary="Mallory restarted it.", services=[])
    indexed()
    assert all("mallory" not in each.reason.lower() for each in found(cast.bob, asked))


def test_it_hides_what_the_reader_may_not_know(cast: Cast, past: Incident, now: Incident, indexed: Indexed) -> None:
    hidden = earlier(cast, 5, "Ledger canary marmalade", POOL + " Marmalade.", visibility="restricted")
    indexed()
    assert hidden.pk in {each.incident_id for each in found(cast.alice, now)}
    assert hidden.pk not in {each.incident_id for each in found(cast.mallory, now)}
    assert not Term.objects.filter(lexeme__startswith="marmalad").exists()
    browser = signed_in(cast.mallory)
    pages = [
        browser.get(f"/incidents/{now.reference}/similar/").content.decode(),
        typed(browser, "Ledger marmalade failover pool"),
    ]
    for page in pages:
        assert "canary" not in page
        assert hidden.reference not in page.split()
    assert "canary" in typed(signed_in(cast.alice), "Ledger marmalade failover pool")


def typed(browser: Client, title: str) -> str:
    answer = browser.post("/incidents/new/similar/", {"title": title, "type": "incident", "severity": "sev2"})
    return str(answer.content.decode())


def test_one_click_relates_them(cast: Cast, past: Incident, now: Incident, indexed: Indexed) -> None:
    indexed()
    browser = signed_in(cast.bob)
    page = browser.get(f"/incidents/{now.reference}/similar/").content.decode()
    assert f"Recurrence of {past.reference}" in page
    answer = browser.post(
        f"/incidents/{now.reference}/similar/recur/", {"other": past.reference, "reason": "Same service."}
    )
    assert answer.status_code == 302
    relation = IncidentRelation.objects.get()
    assert (relation.incident, relation.other, relation.kind) == (now, past, "recurrence")
    browser.get("/")
    assert past.reference not in browser.get(f"/incidents/{now.reference}/similar/").content.decode()


def test_a_declaration_can_say_what_it_repeats(cast: Cast, past: Incident) -> None:
    hidden = earlier(cast, 5, "Unknown", visibility="restricted")
    given = {
        "type": "incident",
        "kind": "outage",
        "title": "Again",
        "severity": "sev3",
        "started_at": "2025-11-10T10:30",
    }
    given |= {"visibility": "organisation", "once": "1"}
    chosen = {"recurrence_of": [past.reference, hidden.reference, "INC-99999"]}
    assert signed_in(cast.mallory).post("/incidents/new/", {**given, **chosen}).status_code == 302
    assert [(each.other, each.kind) for each in IncidentRelation.objects.all()] == [(past, "recurrence")]


def test_it_costs_the_same_however_many_there_are(
    cast: Cast, past: Incident, now: Incident, indexed: Indexed, django_assert_max_num_queries: Callable[..., object]
) -> None:
    indexed()
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        found(cast.bob, now)
