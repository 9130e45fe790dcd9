"""The words that say what a text is about: those that few other texts have."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from math import log
from typing import Any

from django.db import connection

from learning.dull import DULL
from learning.models import Corpus
from learning.workflow.counting import PLAIN

LONGEST_TEXT = 60_000
MOST, MOST_UNKNOWN = 24, 4
# A word is worth looking up when fewer than this share of the texts have it. So many rows are read: of one, of all.
COMMON, MOST_ROWS, ALL_ROWS = 0.4, 2_500, 9_000
# A handle names a person, a long hexadecimal number one thing alone.
_HANDLE = re.compile(r"@[\w-]+|https?://\S+|\b[0-9a-f]{7,}\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+[0-9]?[a-z]?", re.IGNORECASE)
ASKED = """
WITH corpus AS (
    SELECT greatest(coalesce(max(counted), 0), 10)::float8 AS total,
        CASE WHEN max(documents) > 0 AND max(counted) > 0 THEN max(counted)::float8 / max(documents) ELSE 1 END AS share
    FROM learning_corpus WHERE kind = %(kind)s
), tokens AS (
    SELECT lower(token) AS word, count(*) AS n FROM ts_parse('default', %(text)s)
    WHERE tokid IN (1, 2, 3, 10, 11) GROUP BY 1
), lexed AS (
    SELECT CASE WHEN l.lexemes = '{}' THEN NULL ELSE COALESCE(l.lexemes[1], word) END AS lexeme,
        (array_agg(word ORDER BY n DESC, word))[1] AS word, array_agg(word) AS words, sum(n)::int AS n
    FROM tokens, LATERAL (SELECT ts_lexize('english_stem', word) AS lexemes) AS l
    WHERE word ~ %(plain)s AND word <> ALL (%(dull)s) GROUP BY 1
)
SELECT lexeme, word, words, n, COALESCE(t.documents, 0) AS documents, total, share
FROM corpus, lexed LEFT JOIN (SELECT lexeme, documents FROM learning_term WHERE kind = %(kind)s) AS t USING (lexeme)
WHERE lexeme IS NOT NULL
    AND (%(short)s OR COALESCE(t.documents, 0) <= greatest(least(total * %(common)s, %(rows)s * share), 3))
ORDER BY (1 + ln(n)) * ln(total / (COALESCE(t.documents, 0) + 1.0)) DESC, lexeme LIMIT 80
"""


@dataclass(frozen=True)
class Term:
    """`word` as the text has it most; `weight` grows with its rarity, and a little with how often it is said here.

    `documents` have it, of all there are; `counted` are those that were read.
    """

    lexeme: str
    word: str
    forms: tuple[str, ...]
    weight: float
    documents: int
    counted: int = 10


def terms_of(
    text: str, *, kind: str = Corpus.Kind.INCIDENTS, own: Collection[str] = (), short: bool = False
) -> list[Term]:
    """Best first. `own`: lexemes with which the text itself was counted, so that one which only one has is its own.

    Common words are left out where reading all the texts that have them would take long; of a short text none is.
    """
    text = _HANDLE.sub(" ", text[:LONGEST_TEXT]).replace("\x00", " ")
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"text": text, "plain": PLAIN, "dull": DULL, "kind": kind, "short": short}
        cursor.execute(ASKED, {**given, "common": COMMON, "rows": MOST_ROWS})
        rows = cursor.fetchall()
    total, share = rows[0][5:] if rows else (10, 1.0)
    found, unknown, room = [], 0, ALL_ROWS * share
    for lexeme, word, forms, n, documents, *_ in rows:
        is_own = documents == 1 and share == 1 and lexeme in own
        unknown += documents == 0 and not short
        if is_own or (documents == 0 and unknown > MOST_UNKNOWN) or (documents > room and not short):
            continue
        room -= documents
        rarity = max(log(total / (documents + 1)), 0.0) / log(total)
        weight = rarity * rarity * (1 + log(n) / 2)
        found.append(Term(lexeme, word, tuple(forms), weight, round(documents / share), int(total)))
    return found[:MOST]


def phrases(text: str, terms: list[Term]) -> dict[tuple[str, str], str]:
    """(lexeme, lexeme) → the words, where two of the terms stand side by side in the text."""
    by_form = {form: term for term in terms for form in term.forms}
    words = [match.group().lower() for match in _WORD.finditer(text[:LONGEST_TEXT])]
    found: dict[tuple[str, str], str] = {}
    for first, second in zip(words, words[1:], strict=False):
        one, two = by_form.get(first), by_form.get(second)
        if one and two and one is not two:
            found.setdefault((one.lexeme, two.lexeme), f"{first} {second}")
    return found
