from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings

from activity.models import AuditFinding, Heartbeat, Notice
from kit import clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticking() -> None:
    for name in ("ladder", "sweep", "clocks"):
        Heartbeat.objects.create(name=name, at=clock.now())


def due(cast: Cast, **ago: timedelta) -> Notice:
    moments = {name: clock.now() - past for name, past in ago.items()}
    return Notice.objects.create(
        key="test", kind="test", recipient=cast.alice, channel="email", subject_type="x", subject_id=1, **moments
    )


def test_it_is_alive_for_strangers_under_any_host_name(client: Client) -> None:
    response = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.json()) == (200, {"ok": True})


def test_it_is_ready_when_all_is_well(client: Client, ticking: None) -> None:
    response = client.get("/readyz", headers={"host": "10.0.0.7"})
    body = response.json()
    assert response.status_code == 200
    assert [name for name in body if name != "ok" and body[name]["ok"]] == [
        "database",
        "broker",
        "beat",
        "notices",
        "audit",
    ]


def test_it_is_not_ready_before_the_first_tick(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["beat"]["ok"]) == (503, False)


def test_it_is_not_ready_when_one_tick_stays_away(client: Client, ticking: None) -> None:
    Heartbeat.objects.filter(name="ladder").update(at=clock.now() - timedelta(minutes=4))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["beat"]["ok"]) == (503, False)
    assert response.json()["beat"]["age_seconds"]["ladder"] >= 240


def test_it_is_not_ready_when_a_notice_waits_too_long(client: Client, ticking: None, cast: Cast) -> None:
    due(cast, due_at=timedelta(minutes=6))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["notices"]["ok"]) == (503, False)


def test_it_does_not_count_the_time_a_notice_is_held(client: Client, ticking: None, cast: Cast) -> None:
    due(cast, due_at=timedelta(hours=6), held_until=timedelta(minutes=1))
    assert client.get("/readyz").status_code == 200


@override_settings(REDIS_URL="unix:///nowhere/valkey.sock")
def test_it_is_not_ready_without_the_queue_and_says_so_at_once(client: Client, ticking: None) -> None:
    body = client.get("/readyz").json()
    assert body["broker"]["ok"] is False
    assert body["broker"]["milliseconds"] < 1000


def test_it_tells_strangers_no_addresses_when_the_database_is_away(client: Client) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection to server at 10.0.0.9 failed")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"]["ok"] is False
    assert "10.0.0.9" not in response.text


def test_it_is_never_cached(client: Client) -> None:
    assert client.get("/healthz")["Cache-Control"] == "no-store"


def test_it_is_not_ready_while_the_auditor_leaves_something(client: Client, ticking: None) -> None:
    row = AuditFinding.objects.create(kind="step_late", day=clock.now().date(), found=3, mended=2, left=1)
    body = client.get("/readyz").json()
    assert (body["ok"], body["audit"]["ok"], body["audit"]["found_today"], body["audit"]["left"]) == (
        False,
        False,
        3,
        1,
    )
    AuditFinding.objects.filter(pk=row.pk).update(mended=3, left=0)
    assert client.get("/readyz").status_code == 200


def test_it_gives_figures_to_whoever_brings_the_token(client: Client, ticking: None, settings: Any) -> None:
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a-long-secret"
    AuditFinding.objects.create(kind="step_late", day=clock.now().date(), found=3, mended=2, left=1)
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    page = client.get("/metrics", headers={"Authorization": "Bearer a-long-secret"}).content.decode()
    assert 'debrief_audit_found_total{kind="step_late"} 3' in page
    assert 'debrief_tick_age_seconds{tick="ladder"} 0' in page
