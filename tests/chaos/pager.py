"""Somebody's pager, which signs what it sends, twice or late as pagers do; and forgers who guess its address."""

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

from tests.builders.incidents import STARTED

ALL, TWICE, FORGED, LATE = 10_000, 3_000, 500, 0.2
# One alert in so many is grave enough to open incidents.
GRAVE_OF = 12
SENDERS = 4
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
