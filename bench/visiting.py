"""A signed-in visitor, and how long answers take."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil
from django.conf import settings
from django.test import Client

from bench.product import HOST, PORT, cpu_seconds

ROUNDS, LEAST_VISITS = 3, 24


class Unexpected(Exception):
    """A page that is not there, or broken."""


@dataclass(frozen=True)
class Timing:
    """Milliseconds for one answer: by the clock (median of the quietest round), by the processors of both sides."""

    clock: float
    web_cpu: float
    database_cpu: float
    kilobytes: float


def cookie_of(user: Any) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Visitor:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, cookie: str = "") -> None:
        # As a browser has it after its first page; without it each page would make a new one.
        csrf = f"{settings.CSRF_COOKIE_NAME}={'a' * 32}"
        self.headers = {"Cookie": f"{cookie}; {csrf}" if cookie else csrf, "Accept-Encoding": "identity"}
        self.connection = http.client.HTTPConnection(HOST, PORT, timeout=60)

    def visit(self, address: str) -> bytes:
        self.connection.request("GET", address, headers=self.headers)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise Unexpected(f"{address} answered {response.status}")
        return body

    def time(
        self, addresses: Sequence[str], web: Sequence[psutil.Process], database: Sequence[psutil.Process]
    ) -> Timing:
        """Each address is read once before; then all of them in rounds."""
        # The server closes what was idle for a while.
        self.connection.close()
        sizes = [len(self.visit(address)) for address in addresses]
        visits = max(LEAST_VISITS // len(addresses), 1) * len(addresses)
        before = cpu_seconds(web), cpu_seconds(database)
        medians = []
        for _ in range(ROUNDS):
            taken = []
            for place in range(visits):
                started = time.perf_counter()
                self.visit(addresses[place % len(addresses)])
                taken.append(time.perf_counter() - started)
            medians.append(statistics.median(taken))
        answers = ROUNDS * visits
        return Timing(
            min(medians) * 1_000,
            (cpu_seconds(web) - before[0]) / answers * 1_000,
            (cpu_seconds(database) - before[1]) / answers * 1_000,
            statistics.mean(sizes) / 1_000,
        )


def crowd(cookie: str, addresses: Sequence[str], *, people: int, visits: int) -> int:
    """So many people reading at once; answers how many pages were read."""

    def read() -> None:
        visitor = Visitor(cookie)
        for place in range(visits):
            visitor.visit(addresses[place % len(addresses)])

    threads = [threading.Thread(target=read) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return people * visits
