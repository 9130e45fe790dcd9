"""How long the library takes to answer: hits, facets and rights alone, with what is shown, and the whole page.

On a machine that has other work the clock says little. So each is measured by processor time, too: of this process and
of the database's, which serves this connection alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.test import Client

from accounts.models import User
from bench.visiting import Visitor
from incidents.models import Incident
from library.forms import SearchForm
from library.models import Passage
from library.narrowing import offers
from library.search import Wanted, find
from library.shown import results
from library.words import words_in

QUERIES, ROUNDS, BARE = 120, 3, 400
Figures = dict[str, float]


def times(visitor: Visitor, user: User) -> dict[str, Any]:
    """Milliseconds: by the clock, and of processors."""
    asked = queries()
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    pages = [f"/library/?{urlencode({'q': words})}" for words in asked]
    narrowed = [f"/library/?{urlencode({'q': words, 'severity': 'sev2'})}" for words in asked]
    typing = [f"/jump/?{urlencode({'q': words[:-1]})}" for words in asked if len(words) > 4]
    htmx = {"HX-Request": "true"}
    return {
        "bare": _measured(_bare, _some_keys()),
        "found": _measured(lambda words: find(user, Wanted(typed=words)), asked),
        "shown": _measured(lambda words: _shown(user, words), asked),
        "region": _measured(lambda address: client.get(address, headers=htmx), pages),
        "page": _measured(client.get, pages),
        "narrowed": _measured(client.get, narrowed),
        "typing": _measured(lambda address: client.get(address, headers=htmx), typing),
        "visited": _visited(visitor, pages),
        "queries": len(asked),
    }


def queries() -> list[str]:
    """One to three words that stand side by side in some text."""
    rng = Random(11)
    keys = list(Passage.objects.order_by("pk").values_list("pk", flat=True)[:: max(Passage.objects.count() // 400, 1)])
    texts = Passage.objects.filter(pk__in=rng.sample(keys, min(QUERIES, len(keys)))).values_list("text", flat=True)
    found = []
    for text in texts:
        words = [word for word in words_in(text[:200]) if len(word) > 3]
        if words:
            start, count = rng.randrange(len(words)), rng.randint(1, 3)
            found.append(" ".join(words[start : start + count]))
    return found


def _some_keys() -> list[int]:
    return list(Incident.objects.order_by("?").values_list("pk", flat=True)[:BARE])


def _bare(key: int) -> None:
    """What all else is compared with: a row by its primary key, on the same connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM incidents_incident WHERE id = %s", [key])
        cursor.fetchone()


def _shown(user: User, words: str) -> None:
    found = find(user, Wanted(typed=words))
    results(found.keys, words, user)
    offers(SearchForm(QueryDict(urlencode({"q": words}))), found.counts)


def _measured(run: Callable[[Any], Any], given: list[Any]) -> Figures:
    backend = _backend()
    for each in given:
        run(each)
    clock, processors = [], []
    for _ in range(ROUNDS):
        for each in given:
            own, other, started = time.process_time(), _spent(backend), time.perf_counter()
            run(each)
            clock.append((time.perf_counter() - started) * 1_000)
            processors.append((time.process_time() - own) * 1_000 + _spent(backend) - other)
    return {
        "p50": median(clock),
        "p95": _at(clock, 0.95),
        "cpu50": median(processors),
        "cpu95": _at(processors, 0.95),
    }


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _spent(pid: int) -> float:
    """Milliseconds of processor time, more exact than what the clock's ticks count."""
    schedstat = Path(f"/proc/{pid}/schedstat")
    return int(schedstat.read_text().split()[0]) / 1e6 if schedstat.exists() else 0.0


def _visited(visitor: Visitor, addresses: list[str]) -> Figures:
    for address in addresses:
        visitor.visit(address)
    taken = []
    for address in addresses * ROUNDS:
        started = time.perf_counter()
        visitor.visit(address)
        taken.append((time.perf_counter() - started) * 1_000)
    return {"p50": median(taken), "p95": _at(taken, 0.95)}


def _at(taken: list[float], share: float) -> float:
    return sorted(taken)[min(int(len(taken) * share), len(taken) - 1)]
