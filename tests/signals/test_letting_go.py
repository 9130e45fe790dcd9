"""Bodies of long ago go; what they said, and what anything rests on, stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from signals import workflow
from signals.models import Delivery, Signal, Source
from signals.workflow import pruning
from tests.builders.incidents import an_incident
from tests.builders.signals import Hook, a_hook, an_alert
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


def came(hook: Hook, *bodies: Any, days: float) -> list[Delivery]:
    """So many days ago, and were read then."""
    with time_machine.travel(clock.now() - timedelta(days=days)):
        for body in bodies:
            assert hook.post(body).status_code == 202
        workflow.sweep()
    return list(Delivery.objects.order_by("-pk")[: len(bodies)])[::-1]


def test_a_body_goes_and_what_it_said_stays(cast: Cast) -> None:
    hook = a_hook(cast)
    [old, again], [young] = came(hook, an_alert(), an_alert(), days=91), came(hook, an_alert("Later"), days=89)
    assert workflow.let_go() == 2
    old.refresh_from_db()
    assert (bytes(old.body), old.headers, old.state, old.new_signals) == (b"", {}, "done", 1)
    assert old.let_go_at is not None and old.size > 100
    assert not Delivery.objects.filter(pk=again.pk).exists(), "it had said nothing new"
    young.refresh_from_db()
    assert young.body and young.let_go_at is None
    assert Signal.objects.count() == 2
    assert workflow.let_go() == 0
    assert hook.post(an_alert()).status_code == 202 and workflow.sweep() == 1
    assert Signal.objects.count() == 2, "it is still known that it came before"


def test_what_a_timeline_cites_stays(cast: Cast) -> None:
    incident, hook = an_incident(cast), a_hook(cast, rule="attach", sets_milestones=False)
    [cited] = came(hook, an_alert(), days=200)
    ref = Signal.objects.get().ref
    draft = workflow.Draft(refs=(ref,), at=incident.started_at, text="The pager rang")
    workflow.promote(incident, by=cast.alice, drafts=[draft])
    assert workflow.let_go() == 0
    cited.refresh_from_db()
    assert cited.body


def test_what_opened_an_incident_stays(cast: Cast) -> None:
    hook = a_hook(cast, rule="open", least="info")
    came(hook, an_alert(), days=200)
    assert Incident.objects.count() == 1
    assert workflow.let_go() == 0


def test_what_nobody_understood_waits_for_somebody(cast: Cast) -> None:
    hook = a_hook(cast)
    [strange] = came(hook, b"not json", days=200)
    assert workflow.let_go() == 0
    workflow.remove_source(hook.source, by=cast.root)
    assert workflow.let_go() == 1, "nobody can have it read again"
    assert not Delivery.objects.filter(pk=strange.pk).exists()


def test_each_source_says_how_long(cast: Cast) -> None:
    hook = a_hook(cast)
    came(hook, an_alert(), days=10)
    client, page = signed_in(cast.root), hook.source.get_absolute_url()
    given = {"name": "Pager", "offset_seconds": 0, "per_minute": 60, "keep_days": 7}
    assert client.post(f"{page}edit/", given | {"keep_days": 0}).status_code == 422
    assert client.post(f"{page}edit/", given).status_code == 302
    assert workflow.let_go() == 1
    shown = client.get(page).content.decode()
    assert "for 7 days" in shown and "let go since" in shown
    delivery = Delivery.objects.get()
    assert "What it said stays" in client.get(delivery.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="let go after 7 days"):
        workflow.replay(delivery, by=cast.root)


def test_it_goes_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    hook = a_hook(cast)
    came(hook, *[an_alert(f"Alert {number}") for number in range(5)], days=100)
    assert workflow.let_go(most=4) == 4
    assert workflow.let_go() == 1


def test_the_database_lets_nothing_go_early(cast: Cast) -> None:
    came(a_hook(cast), an_alert(), days=89)
    wrongs = [
        "UPDATE signals_delivery SET body = '', headers = '{}', let_go_at = now()",
        "DELETE FROM signals_delivery",
    ]
    for wrong in wrongs:
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(wrong)
    Source.objects.update(keep_days=30)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE signals_delivery SET body = 'x', headers = '{}', let_go_at = now()")
