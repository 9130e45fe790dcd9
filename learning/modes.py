"""Which failure modes a text speaks of, by the words that administrators gave each. Pure but for the list of modes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from incidents.models import Tag

MOST, MOST_WORDS = 3, 4
# One word alone may be chance; a phrase, or two different words, is not.
ENOUGH = 2


@dataclass(frozen=True)
class Suggestion:
    mode: Any
    words: list[str]
    weight: int


def suggested(tags: Iterable[Tag], text: str) -> list[Suggestion]:
    """The likeliest first; none while one is among the incident's tags."""
    if any(tag.kind == Tag.Kind.FAILURE_MODE for tag in tags):
        return []
    return in_text(text, Tag.objects.of_kind(Tag.Kind.FAILURE_MODE).current().order_by("order", "name"))


def in_text(text: str, modes: Iterable[Any]) -> list[Suggestion]:
    """A word counts once however often it is said; a phrase of several words counts twice. Plurals are the same."""
    said = f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "
    found = []
    for mode in modes:
        words = [term for term in mode.terms if _stands(term, said)]
        weight = sum(2 if " " in term else 1 for term in words)
        if weight >= ENOUGH:
            found.append(Suggestion(mode, words[:MOST_WORDS], weight))
    return sorted(found, key=lambda each: -each.weight)[:MOST]


def _stands(term: str, said: str) -> bool:
    words = " ".join(re.findall(r"[a-z0-9]+", term.lower()))
    return bool(words) and any(f" {words}{ending} " in said for ending in ("", "s", "es"))
