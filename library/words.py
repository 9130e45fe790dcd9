"""What somebody typed, as text search queries."""

from __future__ import annotations

import re

LONGEST = 200
CONFIGS = ("english", "simple")
MOST_WORDS = 12
_WORD = re.compile(r"\w[\w'’.-]*", re.UNICODE)
# Quotation marks, "or", and a minus before a word mean something.
_OPERATORS = re.compile(r'"|(?:^|\s)-\w|\bor\b', re.IGNORECASE)
# pool.max_size, ERR_CONN_42: what people call by one name is one word, as `library_vector` has it in the database. As
# the parser's parts, one after the other, it would have to be looked for in each text that has all of the parts.
_IDENTIFIER = re.compile(r"[^\W_]+(?:[._]+[^\W_]+)+")
_AROUND = ".,;:!?()[]{}'`"

Sql = tuple[str, list[str]]


def query(typed: str) -> Sql:
    """SQL, with its parameters, of entries that hold all of the words in any of their forms; the last may be begun.

    "Quoted words" stand like that, one after the other; -word is not there; "a or b" is either.
    """
    if '"' in typed:
        return "websearch_to_tsquery('simple', %s)", [typed]
    if _OPERATORS.search(typed):
        return "websearch_to_tsquery('english', %s)", [typed]
    rest, names = _named(typed)
    if not names:
        return _of_words(typed)
    sql, params = _of_words(rest) if rest.strip() else ("", [])
    named = "to_tsquery('simple', %s)"
    return (f"({sql}) && {named}" if sql else named), [*params, names]


def _of_words(typed: str) -> Sql:
    parts = [f"websearch_to_tsquery('{config}', %s)" for config in CONFIGS]
    if begun := _begun(typed):
        return " || ".join([*parts, "to_tsquery('simple', %s)"]), [typed, typed, begun]
    return " || ".join(parts), [typed, typed]


def some(typed: str) -> Sql:
    """SQL, with its parameters, of what holds at least one of the words: the places of a hit that are worth showing."""
    words = [word for word in words_in(typed) if word.lower() != "or"]
    words += [_joined(word) for word in words if _is_identifier(word)]
    parts = [f"plainto_tsquery('{config}', %s)" for _ in words for config in CONFIGS]
    params = [word for word in words for _ in CONFIGS]
    if words and not _OPERATORS.search(typed) and (last := _last(typed)):
        parts.append("to_tsquery('simple', %s)")
        params.append(f"'{last}':*")
    return " || ".join(parts) or "''::tsquery", params


def words_in(typed: str) -> list[str]:
    """Without those that must not be there."""
    return _WORD.findall(re.sub(r"(?:^|\s)-\S+", " ", typed))[:MOST_WORDS]


def _named(typed: str) -> tuple[str, str]:
    """What was typed without identifiers, and a query of these; the last may be begun."""
    words = [(word, word.strip(_AROUND)) for word in typed.split()[:MOST_WORDS]]
    names = [name for _, name in words if _is_identifier(name)]
    if not names:
        return typed, ""
    rest = " ".join(word for word, name in words if not _is_identifier(name))
    is_begun = _is_identifier(words[-1][1]) and not typed[-1:].isspace()
    asked = [f"'{_joined(name)}'" for name in names]
    # A word before an identifier is whole.
    return (f"{rest} ", " & ".join(asked) + ":*") if is_begun else (rest, " & ".join(asked))


def _is_identifier(word: str) -> bool:
    """Numbers such as 1.25 are words of the parser already."""
    return bool(_IDENTIFIER.fullmatch(word)) and any(letter.isalpha() for letter in word)


def _joined(identifier: str) -> str:
    return re.sub(r"[._]+", "", identifier)


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
