"""What rules make of alerts: the same whatever order they come in."""

from datetime import timedelta
from itertools import permutations
from random import Random
from typing import Any

import pytest

from incidents import workflow as incidents
from incidents.models import Incident, Service, TimelineEntry
from signals import workflow
from signals.episodes import Event, episodes
from signals.models import Delivery, Opening, Sighting, Signal
from tests.builders.incidents import an_incident, at
from tests.builders.signals import a_hook, an_alert
from tests.cast import Cast

pytestmark = pytest.mark.django_db
OPENS: dict[str, Any] = {"rule": "open", "joins": False, "opens_as": "sev2"}


def told() -> list[tuple[object, ...]]:
    rows = Incident.objects.order_by("detected_at")
    return [(row.title, row.started_at, row.detected_at, row.restored_at, row.status) for row in rows]


def test_it_only_collects_unless_told_otherwise(cast: Cast) -> None:
    a_hook(cast).post(an_alert())
    workflow.sweep()
    assert Signal.objects.count() == 1
    assert not Incident.objects.exists()


def test_it_opens_an_incident_and_says_when_it_was_over(cast: Cast) -> None:
    hook = a_hook(cast, **OPENS)
    hook.post(an_alert())
    workflow.sweep()
    incident = Incident.objects.get()
    assert (incident.severity, incident.declared_by, list(incident.services.all())) == (
        "sev2",
        cast.root,
        [cast.payment_api],
    )
    hook.post(an_alert(ends_at=at(20)))
    workflow.sweep()
    assert told() == [("Card latency is too high", at(0), at(0), at(20), "mitigated")]
    assert Sighting.objects.filter(incident=incident).count() == 2
    assert not TimelineEntry.objects.exists()


EPISODES = [
    an_alert(),
    an_alert(ends_at=at(10)),
    an_alert(starts_at=at(30)),
    an_alert(starts_at=at(30), ends_at=at(45)),
]


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_it_comes_to_the_same_whatever_comes_first(cast: Cast, order: tuple[int, ...]) -> None:
    hook = a_hook(cast, **OPENS)
    for number in order:
        hook.post(EPISODES[number])
        workflow.sweep()
    title = "Card latency is too high"
    assert told() == [(title, at(0), at(0), at(10), "mitigated"), (title, at(30), at(30), at(45), "mitigated")]
    assert [sighting.signal.at for sighting in Sighting.objects.order_by("incident__detected_at", "signal__at")] == [
        at(0), at(10), at(30), at(45)
    ]  # fmt: skip


def test_it_leaves_alone_what_a_person_set(cast: Cast) -> None:
    hook = a_hook(cast, **OPENS)
    hook.post(an_alert(starts_at=at(5)))
    workflow.sweep()
    times = {"started": at(-10), "detected": at(1), "restored": at(90)}
    incidents.set_milestones(Incident.objects.get(), by=cast.alice, times=times)
    hook.post(an_alert(starts_at=at(2)))
    hook.post(an_alert(starts_at=at(2), ends_at=at(20)))
    workflow.sweep()
    incident = Incident.objects.get()
    assert (incident.started_at, incident.detected_at, incident.restored_at) == (at(-10), at(1), at(90))


def test_it_takes_only_what_is_grave_enough(cast: Cast) -> None:
    hook = a_hook(cast, **OPENS, least="critical")
    hook.post(an_alert("Mild", severity="warning"))
    hook.post(an_alert("Grave"))
    workflow.sweep()
    assert [row.title for row in Incident.objects.all()] == ["Grave is too high"]


def test_it_joins_the_open_incident_of_the_service(cast: Cast) -> None:
    incident, other = an_incident(cast), an_incident(cast, title="Other", services=[cast.search_index])
    hook = a_hook(cast, rule="attach")
    hook.post(an_alert(starts_at=at(4)))
    hook.post(an_alert("Elsewhere", service="unknown"))
    workflow.sweep()
    assert [sighting.incident for sighting in Sighting.objects.all()] == [incident]
    incident.refresh_from_db()
    assert incident.detected_at == at(4)
    assert Incident.objects.count() == 2
    hook.post(an_alert(starts_at=at(4), ends_at=at(30)))
    workflow.sweep()
    incident.refresh_from_db()
    assert (incident.restored_at, Sighting.objects.filter(incident=other).exists()) == (at(30), False)


def test_it_goes_on_collecting_when_it_may_not_act(cast: Cast) -> None:
    hook = a_hook(cast, **OPENS)
    cast.root.is_active = False
    cast.root.save()
    hook.post(an_alert())
    workflow.sweep()
    assert Signal.objects.count() == 1
    assert not Incident.objects.exists()
    assert Delivery.objects.get().reason.startswith("Kept, but the rule could not act")
    cast.root.is_active = True
    cast.root.save()
    workflow.replay(Delivery.objects.get(), by=cast.root)
    workflow.sweep()
    assert Incident.objects.count() == 1


def test_replaying_everything_changes_nothing(cast: Cast) -> None:
    hook = a_hook(cast, **OPENS)
    for alert in EPISODES:
        hook.post(alert)
    workflow.sweep()
    before = (told(), Signal.objects.count(), Opening.objects.count())
    for delivery in Delivery.objects.all():
        workflow.replay(delivery, by=cast.root)
    workflow.sweep()
    assert (told(), Signal.objects.count(), Opening.objects.count()) == before


def test_deploys_and_tickets_open_nothing(cast: Cast) -> None:
    hook = a_hook(cast, "github", **OPENS)
    deployment = {"id": 1, "environment": "production", "created_at": "2025-11-10T10:00:00Z", "ref": "main"}
    status = {"id": 2, "state": "failure", "created_at": "2025-11-10T10:01:00Z"}
    hook.post({"deployment": deployment, "deployment_status": status, "repository": {"name": "payment-api"}})
    workflow.sweep()
    assert Signal.objects.get().service == cast.payment_api
    assert not Incident.objects.exists()


def test_it_knows_services_by_other_names(cast: Cast) -> None:
    Service.objects.create(name="Checkout", slug="checkout", team=cast.payments)
    hook = a_hook(cast)
    for name in ("Payment API", "larkspur/payment-api", "payment_api-prod", "CHECKOUT", "nobody"):
        hook.post(an_alert(name, service=name))
    workflow.sweep()
    found = [signal.service and signal.service.slug for signal in Signal.objects.order_by("pk")]
    assert found == ["payment-api", "payment-api", "payment-api", "checkout", None]


def test_episodes_do_not_depend_on_the_order_of_arrival() -> None:
    random = Random(7)
    states = ("firing", "acknowledged", "resolved", "noted")
    for _ in range(200):
        events = [Event(n, random.choice(states), at(random.randrange(40))) for n in range(12)]
        shuffled = random.sample(events, len(events))
        assert [(e.first, e.resolved_at) for e in episodes(events)] == [
            (e.first, e.resolved_at) for e in episodes(shuffled)
        ]


def test_an_alert_of_no_length_is_an_episode() -> None:
    now = at(0)
    [episode] = episodes([Event(1, "resolved", now), Event(2, "firing", now)])
    assert (episode.first.pk, episode.resolved_at) == (2, now)
    assert episodes([Event(1, "resolved", now), Event(2, "acknowledged", now + timedelta(minutes=1))]) == []
