"""Changes promised before and not made: open, late or dropped actions whose title says nearly the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import log
from typing import Any

from django.db import connection

from accounts.compiled import CompiledFor
from accounts.models import User
from actions.ladder import week_overdue
from actions.models import Action
from learning.models import Corpus
from learning.terms import Term, terms_of

MOST, CLOSELY, MOST_TYPED = 3, 80, 200
ALIKE = 0.45
# Words that few titles have are looked up alone; of the others, two or more must stand together.
ALONE = 400

LOOKED_UP = """
    (SELECT a.id FROM actions_action AS a
     WHERE a.state IN ('todo', 'in_progress', 'dropped') AND to_tsvector('english', a.title) @@ %s::tsquery LIMIT 60)
"""
WORDS = """
SELECT a.id, array_agg(l.lexeme), array_agg(COALESCE(t.documents, 0))
FROM unnest(%s::bigint[]) AS asked (id) JOIN actions_action AS a ON a.id = asked.id,
    LATERAL unnest(to_tsvector('english', a.title)) AS l
    LEFT JOIN learning_term AS t ON t.kind = 'actions' AND t.lexeme = l.lexeme
GROUP BY a.id
"""
VISIBLE = CompiledFor(lambda user: Action.objects.visible_to(user).order_by().values("pk"))


@dataclass(frozen=True)
class Promise:
    action: Action
    score: float
    words: list[str]
    weeks: int

    @property
    def state(self) -> str:
        """`dropped`, `late` or `open`."""
        if self.action.state == Action.State.DROPPED:
            return "dropped"
        return "late" if self.weeks else "open"


def promised(user: User, title: str, *, on: date, but: Iterable[int] = (), most: int = MOST) -> list[Promise]:
    """The most alike first, those that this person may see. Four queries, however many actions there are."""
    terms = terms_of(title[:MOST_TYPED], kind=Corpus.Kind.ACTIONS, short=True)
    if len(terms) < 2 or not user.is_active:
        return []
    keys = _candidates(user, terms, set(but))
    scored = sorted(((score, key) for key, score in _alike(keys, terms).items() if score >= ALIKE), reverse=True)
    best = {key: score for score, key in scored[:most]}
    rows = Action.objects.visible_to(user).with_list_data().filter(pk__in=best)
    found = [_promise(row, best[row.pk], terms, on) for row in rows]
    return sorted(found, key=lambda each: (-each.score, each.action.number))


def _promise(action: Any, score: float, terms: list[Term], on: date) -> Promise:
    title = action.title.lower()
    words = [term.word for term in terms if any(form in title for form in term.forms)]
    late = action.is_running and action.due_on and action.due_on < on
    return Promise(action, score, words[:4], week_overdue(action.due_on, on) if late else 0)


def _candidates(user: User, terms: list[Term], but: set[int]) -> list[int]:
    asked = [f"'{term.lexeme}'" for term in terms if term.documents <= ALONE]
    some = [f"'{term.lexeme}'" for term in terms[:5]]
    asked += [" & ".join(pair) for pair in combinations(some, 2)]
    if len(some) > 2:
        asked = [" & ".join(some), *(" & ".join(three) for three in combinations(some, 3)), *asked]
    visible, params = VISIBLE.sql(user)
    arms = " UNION ".join([LOOKED_UP] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM ({arms}) AS c WHERE id IN ({visible})", [*asked, *params])  # noqa: S608
        return [key for (key,) in cursor.fetchall() if key not in but][: CLOSELY * 4]


def _alike(keys: list[int], terms: list[Term]) -> dict[int, float]:
    """Cosine of the two titles, each word weighing by how rare it is among titles."""
    if not keys:
        return {}
    total = terms[0].counted
    own = {term.lexeme: _weight(term.documents, total) for term in terms}
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [keys])
        rows = cursor.fetchall()
    found = {}
    for key, lexemes, documents in rows:
        theirs = {lexeme: _weight(count, total) for lexeme, count in zip(lexemes, documents, strict=True)}
        shared = sum(own[lexeme] * theirs[lexeme] for lexeme in theirs if lexeme in own)
        sizes = sum(weight**2 for weight in own.values()) * sum(weight**2 for weight in theirs.values())
        # One word in common, however rare, is a subject and not yet a promise.
        found[key] = shared / sizes**0.5 if len(own.keys() & theirs.keys()) > 1 and sizes else 0.0
    return found


def _weight(documents: int, total: int) -> float:
    return 0.3 + log(max(total / (documents + 1), 1.0)) / log(total)
