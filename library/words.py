"""What somebody typed, as text search queries."""

from __future__ import annotations

import re

LONGEST = 200
CONFIGS = ("english", "simple")
MOST_WORDS = 12
_WORD = re.compile(r"\w[\w'’.-]*", re.UNICODE)
# Quotation marks, "or", and a minus before a word mean something.
_OPERATORS = re.compile(r'"|(?:^|\s)-\w|\bor\b', re.IGNORECASE)


Sql = tuple[str, list[str]]


def query(typed: str) -> Sql:
    """SQL, with its parameters, of entries that hold all of the words in any of their forms; the last may be begun.

    "Quoted words" stand like that, one after the other; -word is not there; "a or b" is either.
    """
    if '"' in typed:
        return "websearch_to_tsquery('simple', %s)", [typed]
    if _OPERATORS.search(typed):
        return "websearch_to_tsquery('english', %s)", [typed]
    parts = [f"websearch_to_tsquery('{config}', %s)" for config in CONFIGS]
    if begun := _begun(typed):
        return " || ".join([*parts, "to_tsquery('simple', %s)"]), [typed, typed, begun]
    return " || ".join(parts), [typed, typed]


def some(typed: str) -> Sql:
    """SQL, with its parameters, of what holds at least one of the words: the places of a hit that are worth showing."""
    words = [word for word in words_in(typed) if word.lower() != "or"]
    parts = [f"plainto_tsquery('{config}', %s)" for _ in words for config in CONFIGS]
    params = [word for word in words for _ in CONFIGS]
    if words and not _OPERATORS.search(typed) and (last := _last(typed)):
        parts.append("to_tsquery('simple', %s)")
        params.append(f"'{last}':*")
    return " || ".join(parts) or "''::tsquery", params


def words_in(typed: str) -> list[str]:
    """Without those that must not be there."""
    return _WORD.findall(re.sub(r"(?:^|\s)-\S+", " ", typed))[:MOST_WORDS]


def _begun(typed: str) -> str:
    """All of the words as they are written, the last as a beginning; nothing when it is too short to mean anything."""
    if not (last := _last(typed)):
        return ""
    *whole, _ = re.findall(r"\w+", typed)[:MOST_WORDS]
    return " & ".join([*(f"'{word}'" for word in whole), f"'{last}':*"])


def _last(typed: str) -> str:
    """The word that may have just been begun, or nothing."""
    words = re.findall(r"\w+", typed)[:MOST_WORDS]
    return words[-1] if words and len(words[-1]) > 1 and not typed[-1:].isspace() else ""
