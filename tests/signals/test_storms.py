"""A storm of alerts must not bury people in incidents, nor lose anything that came."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from activity.models import Notice
from incidents.models import Incident
from kit import clock
from signals import workflow
from signals.models import Delivery, HeldBack, Opening, Signal
from tests.builders.incidents import an_incident, at
from tests.builders.signals import Hook, a_hook, an_alert
from tests.cast import Cast

pytestmark = pytest.mark.django_db
OPENS: dict[str, Any] = {"rule": "open", "joins": False, "opens_as": "sev3"}


def a_storm(count: int, *, over: bool = False) -> dict[str, Any]:
    """One message with so many alerts."""
    ends = at(20) if over else None
    each = [an_alert(f"Host {number}", ends_at=ends)["alerts"][0] for number in range(count)]
    return {"version": "4", "status": "resolved" if over else "firing", "alerts": each}


def stormed(cast: Cast, count: int = 500) -> Hook:
    hook = a_hook(cast, **OPENS)
    assert hook.post(a_storm(count)).status_code == 202
    workflow.sweep()
    return hook


def test_one_message_of_500_alerts_opens_ten_incidents_and_keeps_the_rest(cast: Cast) -> None:
    stormed(cast)
    assert Incident.objects.count() == 10
    assert (Signal.objects.count(), HeldBack.objects.count()) == (500, 490)
    assert Delivery.objects.get().reason.startswith("Kept, but it opened nothing")


def test_administrators_are_told_once(cast: Cast) -> None:
    hook = stormed(cast, 30)
    hook.post(an_alert("One more"))
    workflow.sweep()
    told = Notice.objects.filter(kind="source_held_back", channel="inbox")
    assert [notice.recipient for notice in told] == [cast.root]
    assert not Notice.objects.filter(kind="source_held_back").exclude(recipient=cast.root).exists()


def test_what_was_held_back_stays_so_when_it_is_over(cast: Cast) -> None:
    hook = stormed(cast, 15)
    with clock.at(clock.now() + timedelta(hours=2)):
        hook.post(a_storm(15, over=True))
        workflow.sweep()
        assert (Incident.objects.count(), Incident.objects.filter(status="mitigated").count()) == (10, 10)
        hook.post(an_alert("Host 14", starts_at=at(60)))
        workflow.sweep()
    assert Incident.objects.count() == 11, "the next time it begins, in a quiet hour, is an incident"


def test_what_a_storm_holds_back_still_joins(cast: Cast) -> None:
    incident = an_incident(cast)
    hook = a_hook(cast, **{**OPENS, "joins": True})
    hook.post(a_storm(30))
    workflow.sweep()
    assert (Incident.objects.count(), HeldBack.objects.exists()) == (1, False)
    assert Opening.objects.filter(incident=incident).count() == 30


def test_an_administrator_lets_the_rule_look_again(cast: Cast, client: Client) -> None:
    hook = stormed(cast, 15)
    client.force_login(cast.root)
    page = client.get(hook.source.get_absolute_url()).content.decode()
    assert "5 alerts of a storm opened nothing" in page
    form = {"rule": "open", "least": "error", "opens_as": "sev3", "per_hour": "100"}
    assert client.post(reverse("signals:set_rule", args=[hook.source.pk]), form).status_code == 302
    assert client.post(reverse("signals:let_through", args=[hook.source.pk])).status_code == 302
    workflow.sweep()
    assert (Incident.objects.count(), HeldBack.objects.count(), Signal.objects.count()) == (15, 0, 15)
    assert "opened nothing" not in client.get(hook.source.get_absolute_url()).content.decode()


def test_looking_again_in_the_same_hour_opens_no_more(cast: Cast) -> None:
    hook = stormed(cast, 15)
    assert workflow.let_through(hook.source, by=cast.root) == 5
    workflow.sweep()
    assert (Incident.objects.count(), HeldBack.objects.count()) == (10, 5)


def test_a_limit_of_one_is_a_limit(cast: Cast) -> None:
    hook = a_hook(cast, **OPENS, per_hour=1)
    for number in range(3):
        hook.post(an_alert(f"Disk {number}"))
        workflow.sweep()
    assert [row.title for row in Incident.objects.all()] == ["Disk 0 is too high"]
