"""Habits that make write-ups worth less, each with the rows that show it, and what to try. Never about a person."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from insights.measures import LEAST_OWNERS
from insights.rows import counting, cut_of, params_of
from insights.scope import Scope
from insights.sources import SOURCES
from insights.statistics import LEAST


@dataclass(frozen=True)
class Pattern:
    """Found where at least LEAST rows of the source count, and of those a share above `above` are hits."""

    key: str
    name: str
    source: str
    above: float
    found: str
    meaning: str
    attempt: str
    only: str = "hits"


@dataclass(frozen=True)
class Finding:
    pattern: Pattern
    n: int
    hits: int
    href: str
    # Of so few people's actions that a share would be about them.
    is_about_few: bool = False

    @property
    def said(self) -> str:
        if self.is_about_few:
            return f"Fewer than {LEAST_OWNERS} people own the {self.n} actions whose deadline has passed."
        return self.pattern.found.format(hits=self.hits, n=self.n)

    @property
    def is_conclusive(self) -> bool:
        return self.n >= LEAST and not self.is_about_few

    @property
    def is_found(self) -> bool:
        return self.is_conclusive and self.hits / self.n > self.pattern.above

    @property
    def verdict(self) -> str:
        if not self.is_conclusive:
            return "Cannot conclude"
        return "Worth a look" if self.is_found else "Not a habit"

    @property
    def tone(self) -> str:
        """Of the badge."""
        return {"Worth a look": "amber", "Not a habit": "green"}.get(self.verdict, "")


PATTERNS = (
    Pattern(
        "theatre",
        "Written, and nothing changes",
        "undone",
        0.1,
        "{hits} of {n} write-ups published more than 90 days ago have no action that was done.",
        "A write-up without a change that follows costs the same hours and prevents nothing.",
        "Agree on fewer actions, each with a test that tells it is done, before the write-up is published.",
    ),
    Pattern(
        "empty",
        "No action agreed",
        "empty",
        0.1,
        "{hits} of {n} published write-ups agreed on no action.",
        "Sometimes there is nothing to do; as a habit it means that causes stay where they are.",
        "Let each contributing factor end in an action or in a risk that is accepted for a while.",
    ),
    Pattern(
        "late",
        "Written too late",
        "on-time",
        0.33,
        "{hits} of {n} write-ups that were due were not out within 72 h of the all-clear.",
        "After a few days details are lost, and so is the interest of those who could act.",
        "Draft within 48 h from the timeline that is there; the light template is enough for small ones.",
        only="misses",
    ),
    Pattern(
        "no-follow-up",
        "Promised, and not followed up",
        "deadline",
        0.25,
        "{hits} of {n} actions whose deadline has passed were not done by it.",
        "Deadlines that pass quietly teach everybody that they mean little.",
        "Go through the weekly list at standup; move a date with a reason, or drop the action with a rationale.",
        only="misses",
    ),
    Pattern(
        "echo-chamber",
        "The same few in the room",
        "one-team",
        0.5,
        "In {hits} of {n} review meetings everybody who came belonged to the same team.",
        "One team sees its own part. Causes that lie between teams stay unseen.",
        "Invite the teams whose services depend on the one that failed, and somebody who knows none of it.",
    ),
    Pattern(
        "too-much",
        "Too much detail",
        "long",
        0.2,
        "{hits} of {n} published write-ups are longer than about 3,000 words.",
        "Few read so far; what was learned is buried.",
        "Move logs and measurements into an appendix, and say in the summary what changes.",
    ),
)


def findings(scope: Scope, about_few: Container[str] = ()) -> list[Finding]:
    """What was looked for, the found ones first: one query. `about_few`: of which sources nothing is concluded."""
    cut = cut_of(scope, 0, before=False)
    asked = [counting(SOURCES[pattern.source], scope, cut) for pattern in PATTERNS]
    with connection.cursor() as cursor:
        each = [f"(SELECT {place} AS place, {sql})" for place, sql in enumerate(asked)]
        cursor.execute(" UNION ALL ".join(each), params_of(scope, cut))
        rows = sorted(cursor.fetchall())
    found = []
    for pattern, (_, n, _, hits) in zip(PATTERNS, rows, strict=True):
        href = reverse("insights:rows", args=[pattern.source]) + scope.query(only=pattern.only)
        found.append(
            Finding(pattern, n, hits if pattern.only == "hits" else n - hits, href, pattern.source in about_few)
        )
    return sorted(found, key=lambda each: not each.is_found)
