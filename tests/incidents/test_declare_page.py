from typing import Any

from django.http import HttpResponse
from django.test import Client

from incidents.models import Incident
from tests.builders.incidents import at
from tests.cast import Cast, signed_in

FILLED = {
    "type": "incident",
    "kind": "outage",
    "title": "Cards fail",
    "severity": "sev2",
    "started_at": "2025-11-10T10:30",
    "visibility": "organisation",
    "once": "token",
}


def send(client: Client, **changes: Any) -> HttpResponse:
    response: HttpResponse = client.post("/incidents/new/", {**FILLED, **changes})  # type: ignore[assignment]
    return response


def test_it_declares(cast: Cast) -> None:
    response = send(signed_in(cast.bob), services=[cast.payment_api.pk], criteria=["payments"], users_percent="12.5")
    incident = Incident.objects.get()
    assert response["Location"] == incident.get_absolute_url()
    assert (incident.declared_by, incident.criteria, str(incident.users_percent)) == (cast.bob, ["payments"], "12.50")
    assert list(incident.teams.all()) == [cast.payments]


def test_it_reads_times_in_the_readers_zone(cast: Cast) -> None:
    cast.bob.time_zone = "Asia/Tokyo"
    cast.bob.save()
    send(signed_in(cast.bob), started_at="2025-11-10T19:30", detected_at="2025-11-10T19:32")
    incident = Incident.objects.get()
    assert (incident.started_at, incident.detected_at) == (at(0), at(2))


def test_it_is_over_already_when_the_all_clear_is_known(cast: Cast) -> None:
    send(signed_in(cast.bob), restored_at="2025-11-10T11:50", resolved_at="2025-11-10T12:45")
    assert Incident.objects.get().status == "resolved"


def test_it_makes_one_incident_of_two_presses(cast: Cast) -> None:
    client = signed_in(cast.bob)
    assert send(client)["Location"] == send(client)["Location"]
    assert Incident.objects.count() == 1


def test_it_knows_near_misses_and_proactive_reviews(cast: Cast) -> None:
    client = signed_in(cast.bob)
    send(client, type="near_miss", once="a")
    send(client, type="proactive", kind="other", once="b")
    assert [(i.kind, i.proactive) for i in Incident.objects.order_by("pk")] == [("near_miss", False), ("other", True)]


def test_it_says_what_is_wrong_beside_each_field_and_keeps_the_rest(cast: Cast) -> None:
    response = send(signed_in(cast.bob), title="", severity="", started_at="noon", summary="Kept words")
    page = response.content.decode()
    assert response.status_code == 422
    assert {"title", "severity", "started_at"} <= set(response.context["form"].errors)  # type: ignore[attr-defined]
    assert "Kept words" in page
    assert "3 things to fix" in page


def test_it_shows_the_verdict_while_ticking(cast: Cast) -> None:
    client = signed_in(cast.bob)
    quiet = client.post("/incidents/new/verdict/", {"severity": "sev4", "type": "incident"}).content.decode()
    loud = client.post("/incidents/new/verdict/", {"severity": "sev4", "criteria": ["payments"]}).content.decode()
    assert "Usually not" in quiet
    assert "Required" in loud
    assert "Payments failed" in loud
    assert not Incident.objects.exists()


def test_it_shows_the_verdict_without_script(cast: Cast) -> None:
    page = send(signed_in(cast.bob), criteria=["payments"], check="1").content.decode()
    assert "Write a full postmortem" in page
    assert "Cards fail" in page
    assert not Incident.objects.exists()


def test_it_suggests_to_restrict_a_security_incident_once(cast: Cast) -> None:
    client = signed_in(cast.bob)
    suggested = client.post("/incidents/new/verdict/", {**FILLED, "kind": "security"}).content.decode()
    assert 'hx-swap-oob="true"' in suggested
    settled = {**FILLED, "kind": "security", "suggested": "restricted"}
    assert 'hx-swap-oob="true"' not in client.post("/incidents/new/verdict/", settled).content.decode()
    assert send(client, **settled).status_code == 302
    assert Incident.objects.get().visibility == "organisation"


def test_it_asks_before_a_security_incident_is_open_to_everybody(cast: Cast) -> None:
    response = send(signed_in(cast.bob), kind="security")
    assert response.status_code == 422
    assert "visibility" in response.context["form"].errors  # type: ignore[attr-defined]


def test_it_takes_a_decision_only_of_a_tech_lead_of_a_team_involved(cast: Cast) -> None:
    refused = send(signed_in(cast.mallory), services=[cast.payment_api.pk], decision="full")
    assert "decision" in refused.context["form"].errors  # type: ignore[attr-defined]
    send(signed_in(cast.alice), services=[cast.payment_api.pk], decision="full")
    assert Incident.objects.get().decision == "full"


def test_it_is_not_for_viewers(cast: Cast) -> None:
    client = signed_in(cast.carol)
    assert client.get("/incidents/new/").status_code == 403
    assert send(client).status_code == 403


def test_it_costs_twelve_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client = signed_in(cast.alice)
    with django_assert_max_num_queries(12):
        client.get("/incidents/new/")
