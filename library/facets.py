"""What hits can be narrowed by. Other apps register further facets when they start."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Of these incidents, per incident the values of the facet that it has.
Values = Callable[[Sequence[int]], dict[int, list[str]]]
# What values are called; those that are missing are not shown.
Names = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class Facet:
    """`source` is the column of an entry that has the values; several facets may share one, each naming its own.

    `fixed`: all the values there are, in the order in which they are shown. Of others the most frequent comes first.
    """

    name: str
    label: str
    source: str
    fixed: dict[str, str] | None = None
    names: Names | None = None
    values: Values | None = None


FACETS: dict[str, Facet] = {}


def register(facet: Facet) -> None:
    FACETS[facet.name] = facet


def register_further(name: str, label: str, *, names: Names, values: Values) -> None:
    """In a ready() of an app above. Triggers decide when an entry is made anew, and so when its values are asked."""
    register(Facet(name, label, source=name, names=names, values=values))


def further(keys: Sequence[int]) -> list[str]:
    """Per incident, as JSON, the values that registered facets give it."""
    found: dict[int, list[str]] = {key: [] for key in keys}
    for facet in FACETS.values():
        for key, values in (facet.values(keys) if facet.values else {}).items():
            found[key] += [f"{facet.source}:{value}" for value in values]
    return [json.dumps(found[key]) for key in keys]
