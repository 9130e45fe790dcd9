"""The door: kept before it is answered, by the right sender, once, and no more than was agreed."""

import hashlib
import hmac
import json
import logging

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from signals import workflow
from signals.models import Delivery, Signal, Source
from signals.workflow.receiving import MOST_BYTES
from tests.builders.incidents import at
from tests.builders.signals import a_hook, an_alert
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


def test_it_keeps_a_body_before_it_answers_and_reads_it_later(cast: Cast) -> None:
    hook = a_hook(cast)
    answer = hook.post(an_alert())
    assert answer.status_code == 202
    delivery = Delivery.objects.get()
    assert (delivery.state, json.loads(bytes(delivery.body))) == ("waiting", an_alert())
    assert not Signal.objects.exists()
    assert workflow.sweep() == 1
    signal = Signal.objects.get()
    assert (signal.title, signal.state, signal.severity) == ("Card latency is too high", "firing", "critical")
    assert (signal.at, signal.service) == (at(0), cast.payment_api)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.new_signals) == ("done", 1)


def test_it_counts_an_event_once_however_often_it_comes(cast: Cast) -> None:
    hook = a_hook(cast)
    for _ in range(3):
        assert hook.post(an_alert()).status_code == 202
    assert workflow.sweep() == 3
    assert Signal.objects.count() == 1
    assert [delivery.reason for delivery in Delivery.objects.order_by("pk")][1:] == ["All of it had come before."] * 2


def test_it_knows_nobody_at_another_address(cast: Cast) -> None:
    hook = a_hook(cast)
    wrong = [(hook.source.pk, "x" * 43), (hook.source.pk + 1, hook.token)]
    for pk, token in wrong:
        assert Client().post(reverse("signals:receive", args=[pk, token]), b"{}", "application/json").status_code == 404
    _, token = workflow.rotate_address(hook.source, by=cast.root)
    assert hook.post({}).status_code == 404
    workflow.remove_source(hook.source, by=cast.root)
    assert Client().post(reverse("signals:receive", args=[hook.source.pk, token])).status_code == 404
    assert not Delivery.objects.exists()


def test_it_turns_away_what_is_signed_wrongly_and_keeps_it(cast: Cast) -> None:
    hook = a_hook(cast, "github", secret="of-the-repository")
    body = json.dumps({"zen": "x"}).encode()
    signed = hmac.new(b"of-the-repository", body, hashlib.sha256).hexdigest()
    assert hook.post(body, X_Hub_Signature_256=f"sha256={signed}").status_code == 202
    assert hook.post(body).status_code == 401
    assert hook.post(body + b" ", X_Hub_Signature_256=f"sha256={signed}").status_code == 401
    assert [delivery.state for delivery in Delivery.objects.order_by("pk")] == ["waiting", "forged", "forged"]
    assert workflow.sweep() == 1


def test_it_takes_so_many_in_a_minute(cast: Cast) -> None:
    hook = a_hook(cast)
    workflow.edit_source(hook.source, by=cast.root, name="Few", offset_seconds=0, per_minute=2)
    hook.source.refresh_from_db()
    answers = [hook.post(an_alert()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert answers[2]["Retry-After"] == "60"


def test_it_takes_so_much_at_once(cast: Cast) -> None:
    hook = a_hook(cast)
    assert hook.post(b"[" + b" " * (MOST_BYTES - 2) + b"]").status_code == 202
    assert hook.post(b" " * (MOST_BYTES + 1)).status_code == 413
    assert Delivery.objects.count() == 1


def test_it_keeps_what_comes_during_a_pause_for_afterwards(cast: Cast) -> None:
    hook = a_hook(cast)
    workflow.pause_source(hook.source, by=cast.root, paused=True)
    assert hook.post(an_alert()).status_code == 202
    assert workflow.sweep() == 0
    workflow.pause_source(hook.source, by=cast.root, paused=False)
    assert workflow.sweep() == 1


@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[1, 2]", b'"x"', b"[" * 100_000, b'{"alerts": 3}', b"\xff\xfe\x00"]
)
def test_it_keeps_what_nobody_understands_and_reads_it_again(cast: Cast, body: bytes) -> None:
    hook = a_hook(cast)
    assert hook.post(body).status_code == 202
    workflow.sweep()
    delivery = Delivery.objects.get()
    assert delivery.state == "quarantined" and delivery.reason.endswith(".")
    Source.objects.update(sender="generic", mapping={"title": "alerts"})
    workflow.replay(delivery, by=cast.root)
    assert workflow.sweep() == 1
    delivery.refresh_from_db()
    assert delivery.times_worked == 2


def test_it_keeps_signs_that_no_database_can(cast: Cast) -> None:
    hook = a_hook(cast)
    alert = an_alert()
    alert["alerts"][0]["annotations"]["summary"] = "Half \ud83d a sign, and \x00 none"
    hook.post(json.dumps(alert).encode())
    hook.post(an_alert("Whole"))
    workflow.sweep()
    assert [signal.title for signal in Signal.objects.order_by("pk")] == [
        "Half ? a sign, and none",
        "Whole is too high",
    ]
    page = signed_in(cast.root).get(Delivery.objects.order_by("pk")[0].get_absolute_url())
    assert page.status_code == 200


def test_it_corrects_the_clock_of_a_sender_and_never_looks_ahead(cast: Cast) -> None:
    hook = a_hook(cast)
    workflow.edit_source(hook.source, by=cast.root, name="Slow", offset_seconds=90, per_minute=60)
    hook.post(an_alert())
    hook.post(an_alert("Later", starts_at=at(10_000_000)))
    workflow.sweep()
    first, ahead = Signal.objects.order_by("pk")
    assert (first.said_at, (first.at - at(0)).seconds) == (at(0), 90)
    assert ahead.at == ahead.received_at


def test_the_database_keeps_what_came_as_it_came(cast: Cast) -> None:
    hook = a_hook(cast)
    hook.post(an_alert())
    workflow.sweep()
    wrongs = [
        "UPDATE signals_signal SET title = 'x'",
        "DELETE FROM signals_signal",
        "UPDATE signals_delivery SET body = 'x'",
        "DELETE FROM signals_delivery",
    ]
    for wrong in wrongs:
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(wrong)


def test_no_secret_reaches_the_log_or_the_row(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    hook = a_hook(cast, "opsgenie", secret="hush-hush-hush")
    with caplog.at_level(logging.DEBUG):
        hook.post({"action": "Create"}, Authorization="Bearer hush-hush-hush")
        hook.post({"action": "Create"}, Authorization="Bearer wrong-wrong")
        workflow.sweep()
    assert hook.token not in caplog.text
    assert "hush" not in caplog.text
    assert "hush" not in Source.objects.get().secret
    assert all(set(delivery.headers) <= {"content-type"} for delivery in Delivery.objects.all())


def test_only_administrators_make_sources(cast: Cast) -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        workflow.add_source(by=cast.alice, name="Mine", sender="jira")


def test_a_body_that_says_very_much_is_shown_in_part(cast: Cast) -> None:
    hook = a_hook(cast)
    alerts = [an_alert(f"Alert {number:03}")["alerts"][0] for number in range(120)]
    hook.post({"version": "4", "alerts": alerts})
    workflow.sweep()
    page = signed_in(cast.root).get(Delivery.objects.get().get_absolute_url()).content.decode()
    assert "The first 100 of 120." in page
