"""What somebody may have meant who found nothing: words that stand in something they may see, and in nothing else."""

from __future__ import annotations

import re
from functools import cache

from django.db import connection
from rapidfuzz.distance import OSA

from accounts.models import User
from incidents.sight import seen
from library.matching import OTHERS, WRITTEN
from library.vocabulary import SHORTEST

MOST_WORDS, MOST_CANDIDATES = 4, 6
ALIKE = """
SELECT asked.word, known.word FROM unnest(%s::text[]) AS asked (word), LATERAL (
    SELECT word FROM library_word AS w WHERE w.word %% asked.word
    ORDER BY similarity(w.word, asked.word) DESC, w.word LIMIT 40
) AS known
"""
# Where the extension is not: words of about that length that begin or end the same.
BEGUN_OR_ENDED = """
SELECT asked.word, known.word FROM unnest(%s::text[]) AS asked (word), LATERAL (
    SELECT word FROM library_word AS w
    WHERE (left(w.word, 1) = left(asked.word, 1) OR right(w.word, 2) = right(asked.word, 2))
        AND length(w.word) BETWEEN length(asked.word) - 2 AND length(asked.word) + 6
    ORDER BY w.word LIMIT 20000
) AS known
"""
# The word itself must stand in a text that is theirs to see: in the index a form of another may look like it. Looked up
# for each word, not joined: as a join every entry would be read.
STANDS = """
SELECT c.word FROM unnest(%s::text[]) AS c (word) WHERE {somewhere}
"""
IN_TABLE = """
COALESCE((
    SELECT true FROM {table} AS e WHERE e.words @@ plainto_tsquery('simple', c.word) AND {rights} AND (
        (SELECT title FROM library_entry WHERE incident_id = e.incident_id) ~* ('\\m' || c.word || '\\M')
        OR EXISTS (SELECT 1 FROM library_passage WHERE entry_id = e.incident_id AND text ~* ('\\m' || c.word || '\\M'))
    ) LIMIT 1
), false)
"""
_WORD = re.compile(r"[^\W\d_]+")
_OPERATORS = re.compile(r'["-]|\bor\b', re.IGNORECASE)


def meant(user: User, typed: str, *, everything: bool = False) -> str:
    """What was typed with misspelt words put right; nothing when no word can be. Two queries.

    The last word may have just been begun.
    """
    if not typed or _OPERATORS.search(typed):
        return ""
    found = list(dict.fromkeys(word.lower() for word in _WORD.findall(typed) if len(word) >= SHORTEST))[-MOST_WORDS:]
    candidates = _candidates(found)
    standing = _standing(user, candidates, found, everything=everything)
    better = {
        word: next((each for each in candidates[word] if each in standing), word)
        for word in found
        if word not in standing
    }
    return _WORD.sub(lambda match: better.get(match[0].lower(), match[0]), typed) if _changes(better) else ""


def _changes(better: dict[str, str]) -> bool:
    return any(word != put for word, put in better.items())


def _candidates(found: list[str]) -> dict[str, list[str]]:
    """Per word those that are like it, the likest first."""
    near: dict[str, list[tuple[int, int, str]]] = {word: [] for word in found}
    if not found:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ALIKE if _has_parts() else BEGUN_OR_ENDED, [found])
        for place, (word, known) in enumerate(cursor.fetchall()):
            distance = _distance(word, known, is_begun=word == found[-1])
            if 0 < distance <= (1 if len(word) < 6 else 2):
                near[word].append((distance, place, known))
    return {word: [known for _, _, known in sorted(rows)[:MOST_CANDIDATES]] for word, rows in near.items()}


def _distance(word: str, known: str, *, is_begun: bool) -> int:
    """Letters that differ, are missing, too many or in another order."""
    whole = OSA.distance(word, known)
    if not is_begun or len(known) <= len(word):
        return whole
    # A beginning that fits is one further off than a whole word that does.
    return min(whole, 1 + min(OSA.distance(word, known[:end]) for end in (len(word), len(word) + 1)))


def _standing(user: User, candidates: dict[str, list[str]], found: list[str], *, everything: bool) -> set[str]:
    """Those that somebody may read somewhere."""
    asked = sorted({*found, *(known for rows in candidates.values() for known in rows)})
    if not asked:
        return set()
    rights, params = seen(user, "e.incident_id")
    tables = (WRITTEN, OTHERS) if everything else (WRITTEN,)
    somewhere = " OR ".join(IN_TABLE.format(table=table, rights=rights) for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(STANDS.format(somewhere=somewhere), [asked, *params * len(tables)])
        return {word for (word,) in cursor.fetchall()}


@cache
def _has_parts() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None
