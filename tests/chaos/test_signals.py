"""Ten thousand deliveries, many twice, late or forged, while workers are killed: exactly the right incidents."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.urls import reverse

from incidents.models import Incident
from signals import workflow
from signals.models import Delivery, Signal, Source
from tests.builders.incidents import STARTED
from tests.cast import Cast
from tests.chaos.installation import FIGURES, Site

pytestmark = pytest.mark.chaos
SEED = 20_251_110
ALL, TWICE, FORGED, LATE = 10_000, 3_000, 500, 0.2
# One alert in so many is grave enough to open incidents.
GRAVE_OF = 12
SENDERS, KILLS, STEP = 4, 8, 50
SECRET = "agreed-with-the-pager"
Opened = tuple[str, datetime, datetime | None]


@dataclass(frozen=True)
class Post:
    body: bytes
    is_forged: bool = False

    @property
    def signature(self) -> str:
        secret = b"guessed" if self.is_forged else SECRET.encode()
        return f"v1={hmac.new(secret, self.body, hashlib.sha256).hexdigest()}"


def event(alert: str, what: str, at: datetime, *, grave: bool, number: int) -> bytes:
    incident = {"id": alert, "title": f"Alert {alert}", "urgency": "high" if grave else "low"}
    told = {
        "id": f"{alert}-{number}",
        "event_type": f"incident.{what}",
        "occurred_at": at.isoformat(),
        "data": incident,
    }
    return json.dumps({"event": told}).encode()


def course(pick: random.Random, most: int) -> tuple[list[bytes], set[Opened]]:
    """Events in the order in which they happened, and the incidents that must come of them."""
    events: list[tuple[datetime, bytes]] = []
    opened: set[Opened] = set()
    alert = 0
    while len(events) < most:
        alert += 1
        name, grave = f"A{alert}", alert % GRAVE_OF == 0
        at = STARTED + timedelta(seconds=pick.randrange(500_000))
        for number in range(pick.randint(1, 3)):
            began = at
            for step, what in enumerate(("triggered", "acknowledged", "resolved")):
                events.append((at, event(name, what, at, grave=grave, number=number * 3 + step)))
                at += timedelta(seconds=pick.randint(5, 4_000))
            if grave:
                opened.add(
                    (f"Alert {name}", began, datetime.fromisoformat(json.loads(events[-1][1])["event"]["occurred_at"]))
                )
    return [body for _, body in sorted(events)], opened


def posts(pick: random.Random) -> tuple[list[Post], set[Opened]]:
    bodies, opened = course(pick, ALL - TWICE - FORGED)
    sent = [(float(place), Post(body)) for place, body in enumerate(bodies)]
    sent = [(place + pick.uniform(0, 400) * (pick.random() < LATE), post) for place, post in sent]
    sent += [(place + pick.uniform(0, 900), post) for place, post in pick.choices(sent, k=TWICE)]
    for number in range(FORGED):
        forged = event(f"F{number}", "triggered", STARTED, grave=True, number=0)
        sent.append((pick.uniform(0, len(bodies)), Post(forged, is_forged=True)))
    return [post for _, post in sorted(sent, key=lambda pair: pair[0])], opened


class Senders:
    """They post what is left, in turn, over connections that they keep, until it was answered."""

    def __init__(self, port: int, address: str, left: Sequence[Post]) -> None:
        self.port, self.address, self.left = port, address, iter(left)
        self.lock = threading.Lock()
        self.answers: list[tuple[int, bool, float]] = []
        self.threads = [threading.Thread(target=self.send, daemon=True) for _ in range(SENDERS)]

    def __enter__(self) -> Senders:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        for thread in self.threads:
            thread.join()

    @property
    def are_sending(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def have_sent(self, goal: int) -> bool:
        return len(self.answers) >= goal or not self.are_sending

    def mine(self) -> Iterator[Post]:
        while True:
            with self.lock:
                post = next(self.left, None)
            if post is None:
                return
            yield post

    def send(self) -> None:
        line = http.client.HTTPConnection("localhost", self.port, timeout=30)
        for post in self.mine():
            headers = {"Content-Type": "application/json", "X-PagerDuty-Signature": post.signature}
            started = time.perf_counter()
            line.request("POST", self.address, post.body, headers)
            answer = line.getresponse()
            answer.read()
            self.answers.append((answer.status, post.is_forged, time.perf_counter() - started))
        line.close()


@pytest.fixture
def source(site: Site, cast: Cast) -> tuple[Source, str]:
    with site.database():
        source, token = workflow.add_source(by=cast.root, name="Pager", sender="pagerduty", secret=SECRET)
        workflow.set_rule(source, by=cast.root, rule="open", opens_as="sev3", joins=False, least="error")
    site.ask("update signals_source set per_minute = 1000000")
    return source, reverse("signals:receive", args=[source.pk, token])


def test_it_opens_exactly_the_incidents_that_there_were(site: Site, source: tuple[Source, str]) -> None:
    sent, wanted = posts(random.Random(SEED))
    site.revive()
    with Senders(site.port, source[1], sent) as senders:
        for goal in range(STEP, len(sent), STEP):
            site.eventually(partial(senders.have_sent, goal))
            if goal % (len(sent) // KILLS) == 0:
                # Mostly while it sweeps: there is always something to read.
                site.kill("worker", point="worker: reading what came")
                site.start("worker")
    site.eventually(lambda: site.ask("select 1 from signals_delivery where state = 'waiting' limit 1") == [])
    assert {(status, forged) for status, forged, _ in senders.answers} == {(202, False), (401, True)}
    with site.database():
        rows = Incident.objects.filter(openings__source=source[0])
        assert sorted(rows.values_list("title", "detected_at", "restored_at")) == sorted(wanted)
        assert not rows.exclude(status="mitigated").exists()
        assert Delivery.objects.count() == len(sent)
        assert Signal.objects.count() == len({post.body for post in sent if not post.is_forged})
    took = sorted(seconds for _, _, seconds in senders.answers)
    FIGURES["deliveries"] += len(sent)
    FIGURES["incidents of deliveries"] += len(wanted)
    FIGURES["ms at the 95th percentile"] = round(took[int(len(took) * 0.95)] * 1000)
