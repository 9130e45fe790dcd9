"""How long the library takes to answer: hits, facets, rights and the whole page."""

from __future__ import annotations

import time
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.visiting import Visitor
from library.models import Passage
from library.words import words_in

QUERIES, ROUNDS = 120, 3


def times(visitor: Visitor) -> dict[str, Any]:
    """Milliseconds by the clock: the page for whole queries, and the region while somebody types."""
    asked = queries()
    return {
        "whole": _percentiles(visitor, [f"/library/?{urlencode({'q': words})}" for words in asked]),
        "narrowed": _percentiles(visitor, [f"/library/?{urlencode({'q': w, 'severity': 'sev2'})}" for w in asked]),
        "typing": _percentiles(
            visitor, [f"/jump/?{urlencode({'q': words[:-1]})}" for words in asked if len(words) > 4]
        ),
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


def _percentiles(visitor: Visitor, addresses: list[str]) -> dict[str, float]:
    for address in addresses:
        visitor.visit(address)
    taken = []
    for _ in range(ROUNDS):
        for address in addresses:
            started = time.perf_counter()
            visitor.visit(address)
            taken.append((time.perf_counter() - started) * 1_000)
    taken.sort()
    return {"p50": taken[len(taken) // 2], "p95": taken[int(len(taken) * 0.95)]}
