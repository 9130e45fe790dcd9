"""How long the library takes to answer: hits, facets and rights alone, with what is shown, and the whole page.

Processor time is that of this process and of the database's, which serves this connection alone.
"""

from __future__ import annotations

from random import Random
from typing import Any
from urllib.parse import urlencode

import psutil
from django.db import connection
from django.http import QueryDict
from django.test import Client

from accounts.models import User
from bench import rounds
from bench.visiting import Visitor
from incidents.models import Incident
from library.forms import SearchForm
from library.models import Passage
from library.narrowing import offers
from library.search import Wanted, find
from library.shown import results
from library.words import words_in

QUERIES, BARE = 120, 400


def times(visitor: Visitor, user: User) -> dict[str, Any]:
    """Milliseconds: by the clock, and of processors."""
    asked = queries()
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    pages = [f"/library/?{urlencode({'q': words})}" for words in asked]
    narrowed = [f"/library/?{urlencode({'q': words, 'severity': 'sev2'})}" for words in asked]
    begun = [urlencode({"q": words[:-1]}) for words in asked if len(words) > 4]
    typing, following = ([f"/jump/{path}?{each}" for each in begun] for path in ("", "finished/"))
    htmx = {"HX-Request": "true"}
    backend = psutil.Process(_backend())

    def spent() -> float:
        return rounds.of_processes([backend]) + rounds.own()

    return {
        "bare": rounds.measured(_bare, _some_keys(), spent),
        "found": rounds.measured(lambda words: find(user, Wanted(typed=words)), asked, spent),
        "shown": rounds.measured(lambda words: _shown(user, words), asked, spent),
        "region": rounds.measured(lambda address: client.get(address, headers=htmx), pages, spent),
        "page": rounds.measured(client.get, pages, spent),
        "narrowed": rounds.measured(client.get, narrowed, spent),
        "typing": rounds.measured(lambda address: client.get(address, headers=htmx), typing, spent),
        "following": rounds.measured(lambda address: client.get(address, headers=htmx), following, spent),
        "visited": rounds.measured(visitor.visit, pages, spent),
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


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
