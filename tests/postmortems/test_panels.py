from django.test import Client

from incidents import workflow as incidents
from incidents.models import Incident
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_complete_draft, a_draft
from tests.builders.reviews import published
from tests.cast import Cast, signed_in


def page(client: Client, incident: Incident) -> str:
    return client.get(incident.get_absolute_url()).content.decode()


def test_it_offers_to_start_a_write_up_to_those_who_may(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    start = f"/postmortems/{incident.reference}/start/"
    assert start in page(signed_in(cast.bob), incident)
    assert start not in page(signed_in(cast.carol), incident)


def test_it_says_what_was_decided_and_by_when_to_publish(cast: Cast) -> None:
    incident = incidents.decide_write_up(a_resolved_incident(cast), by=cast.alice, decision="light", reason="One page.")
    shown = page(signed_in(cast.bob), incident)
    assert "Light write-up decided, not started." in shown
    assert "publish by" in shown


def test_it_shows_how_far_the_draft_is_and_the_way_to_it(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    shown = page(signed_in(cast.bob), postmortem.incident)
    assert "11 of 11 sections are ready" in shown
    assert "Owner @alice" in shown
    assert f"/postmortems/{postmortem.reference}/edit/" in shown


def test_somebody_who_only_reads_is_led_to_reading(cast: Cast) -> None:
    postmortem = a_draft(cast)
    shown = page(signed_in(cast.carol), postmortem.incident)
    assert "Read postmortem" in shown
    assert f"/postmortems/{postmortem.reference}/edit/" not in shown


def test_it_says_when_it_was_published(cast: Cast) -> None:
    assert "Postmortem published" in page(signed_in(cast.bob), published(cast).incident)
