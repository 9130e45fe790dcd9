"""What other systems are told, when, and whether they can trust it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from activity.models import Notice
from incidents import workflow as incidents
from kit import clock
from tests.builders.incidents import an_incident
from tests.cast import Cast
from tests.standin import RESET, Site
from tests.webhooks.receiver import receiver
from webhooks import workflow
from webhooks.delivery import PAUSES, sweep
from webhooks.models import Delivery, Endpoint

DECLARED = ["incident.declared"]


@pytest.fixture(autouse=True)
def _own_network(settings: Any) -> None:
    settings.EGRESS_HOSTS = frozenset({"127.0.0.1"})


def an_endpoint(cast: Cast, site: Site, **given: Any) -> tuple[Endpoint, str]:
    details: dict[str, Any] = {"name": "Status page", "url": site.url, "events": DECLARED, "user": cast.root}
    return workflow.add_endpoint(by=cast.root, **details | given)


def test_it_tells_what_happened_and_signs_it(cast: Cast) -> None:
    with receiver() as site:
        _, secret = an_endpoint(cast, site)
        incident = an_incident(cast, title="Rumpelstiltskin")
        assert sweep() == 1
    [heard] = site.heard
    assert heard.is_signed_with(secret)
    assert not heard.is_signed_with("whsec_" + "A" * 43 + "=")
    assert heard.body["type"] == "incident.declared"
    assert heard.body["data"]["reference"] == incident.reference
    assert abs(heard.at - clock.now().timestamp()) < 60
    assert b"Rumpelstiltskin" not in heard.raw, "titles and texts are fetched, under the rights of whoever fetches"
    assert Delivery.objects.get().state == "sent"


def test_it_tells_only_what_was_asked_for(cast: Cast) -> None:
    with receiver() as site:
        an_endpoint(cast, site)
        incidents.resolve(an_incident(cast), by=cast.alice)
        sweep()
    assert [heard.body["type"] for heard in site.heard] == DECLARED


def test_it_tells_nothing_that_its_person_may_not_see(cast: Cast) -> None:
    with receiver() as site:
        an_endpoint(cast, site, user=cast.mallory)
        an_incident(cast, visibility="restricted")
        an_incident(cast, visibility="organisation")
        sweep()
    assert len(site.heard) == 1
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["sent", "skipped"]


def test_what_was_not_done_is_not_told(cast: Cast) -> None:
    with receiver() as site:
        an_endpoint(cast, site)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            an_incident(cast)
            raise ZeroDivisionError
        assert sweep() == 0


def test_it_comes_back_until_it_is_heard(cast: Cast) -> None:
    now = clock.now()
    with receiver(500, RESET, (429, "3600")) as site:
        _, secret = an_endpoint(cast, site)
        an_incident(cast)
        for attempt, pause in enumerate([timedelta(0), PAUSES[0], PAUSES[1], timedelta(hours=1)], 1):
            now += pause + timedelta(seconds=1)
            with time_machine.travel(now, tick=False):
                assert sweep() == 1
                assert sweep() == 0, "not before its pause is over"
            delivery = Delivery.objects.get()
            assert delivery.attempts == attempt
    assert delivery.state == "sent"
    [heard] = site.heard
    assert heard.message == delivery.message_id
    assert heard.is_signed_with(secret)
    assert Endpoint.objects.get().failing_since is None


def test_it_gives_up_and_can_be_asked_again(cast: Cast) -> None:
    now = clock.now()
    with receiver(*[500] * (len(PAUSES) + 1)) as site:
        an_endpoint(cast, site)
        an_incident(cast)
        for pause in [timedelta(0), *PAUSES]:
            now += pause + timedelta(seconds=1)
            with time_machine.travel(now, tick=False):
                sweep()
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.status) == ("failed", 500)
        workflow.send_again(delivery, by=cast.root)
        sweep()
    assert len(site.heard) == 1


def test_one_that_is_gone_is_paused_and_administrators_hear_of_it(cast: Cast) -> None:
    with receiver(410) as site:
        endpoint, _ = an_endpoint(cast, site)
        an_incident(cast)
        sweep()
        an_incident(cast)
        assert sweep() == 0
    endpoint.refresh_from_db()
    assert endpoint.paused_at is not None
    assert Notice.objects.filter(kind="webhook_paused", recipient=cast.root).exists()
    assert not Notice.objects.filter(kind="webhook_paused").exclude(recipient=cast.root).exists()


def test_one_where_nothing_arrives_for_days_is_paused(cast: Cast) -> None:
    now = clock.now()
    with receiver(*[500] * 50) as site:
        endpoint, _ = an_endpoint(cast, site)
        for _ in range(7):
            with time_machine.travel(now, tick=False):
                an_incident(cast)
                sweep()
            now += timedelta(days=1)
    endpoint.refresh_from_db()
    assert "5 days" in endpoint.pause_reason


def test_a_new_secret_overlaps_with_the_one_before(cast: Cast) -> None:
    with receiver() as site:
        endpoint, before = an_endpoint(cast, site)
        endpoint, after = workflow.change_secret(endpoint, by=cast.root)
        an_incident(cast)
        sweep()
        with time_machine.travel(clock.now() + timedelta(days=2)):
            an_incident(cast)
            sweep()
    first, second = site.heard
    assert (first.is_signed_with(before), first.is_signed_with(after)) == (True, True)
    assert (second.is_signed_with(before), second.is_signed_with(after)) == (False, True)


def test_it_calls_no_private_address(cast: Cast, settings: Any) -> None:
    settings.EGRESS_HOSTS = frozenset()
    with receiver() as site:
        an_endpoint(cast, site)
        an_incident(cast)
        sweep()
    assert site.heard == []
    assert Delivery.objects.get().state == "failed"


def test_it_keeps_address_and_secret_unreadable(cast: Cast) -> None:
    with receiver() as site:
        _, secret = an_endpoint(cast, site)
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(e)::text FROM webhooks_endpoint e")
            kept = cursor.fetchone()[0]
    assert "secret-part" not in kept
    assert secret not in kept
