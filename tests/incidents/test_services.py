import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notice
from incidents import workflow
from kit.errors import Refused
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in


def test_it_lists_services_and_counts_only_running_incidents_one_may_see(cast: Cast) -> None:
    an_incident(cast)
    an_incident(cast, visibility="restricted")
    running = {s.name: count for s, count in signed_in(cast.mallory).get("/services/").context["services"]}
    assert running == {"Payment API": 1, "Search index": 0}


def test_it_shows_a_service_with_its_incidents(cast: Cast) -> None:
    an_incident(cast)
    an_incident(cast, title="Hidden", visibility="restricted")
    page = signed_in(cast.bob).get("/services/payment-api/").content.decode()
    assert "Card payments time out" in page
    assert "Hidden" not in page


def test_it_is_for_tech_leads_of_the_owning_team(cast: Cast) -> None:
    signed_in(cast.alice).post("/services/new/payments/", {"name": "Ledger", "team": cast.payments.pk, "tier": "2"})
    assert cast.payments.services.filter(slug="ledger").exists()
    with pytest.raises(PermissionDenied):
        workflow.add_service(by=cast.bob, name="Ledger 2", team=cast.payments)
    with pytest.raises(PermissionDenied):
        workflow.edit_service(cast.payment_api, by=cast.alice, team=cast.search)


def test_it_tells_followers_of_a_service_what_breaks(cast: Cast) -> None:
    client = signed_in(cast.lena)
    client.post("/services/payment-api/follow/")
    an_incident(cast)
    client.post("/services/payment-api/follow/")
    an_incident(cast)
    assert Notice.objects.filter(recipient=cast.lena, channel="inbox").count() == 1


def test_it_refuses_a_name_that_is_taken(cast: Cast) -> None:
    with pytest.raises(Refused):
        workflow.add_service(by=cast.alice, name="payment api", team=cast.payments)
    data = {"name": "PAYMENT API", "team": cast.payments.pk, "tier": "2"}
    assert signed_in(cast.alice).post("/services/new/payments/", data).status_code == 422


def test_it_is_no_longer_offered_once_archived_but_stays_named(cast: Cast) -> None:
    incident = an_incident(cast)
    signed_in(cast.alice).post("/services/payment-api/archive/")
    assert "Payment API" not in signed_in(cast.bob).get("/incidents/new/").content.decode()
    assert "Payment API" in signed_in(cast.bob).get(incident.get_absolute_url()).content.decode()
    signed_in(cast.alice).post("/services/payment-api/restore/")
    assert "Payment API" in signed_in(cast.bob).get("/incidents/new/").content.decode()
