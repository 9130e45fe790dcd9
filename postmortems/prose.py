"""Counting in Markdown as people write it."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|approx|vs|cf|no|incl|max|min|ca)\.(?=\s)", re.I)
_WORD = re.compile(r"(?<!\S)[^\w\s]*\w")
_FENCED = re.compile(r"^(```|~~~).*?(?:^\1|\Z)", re.M | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_QUOTED = re.compile(r"^ {0,3}>[^\n]*$", re.M)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\[([^\[\]\n]{0,500})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,200}\])")
_ADDRESS = re.compile(r"https?://[^\s<>]*")
_HEADING = re.compile(r"^( {0,3}#{1,6} [^\n]*)$", re.M)
_WRAP = re.compile(r"\n(?<=[^\n]\n)(?!\s*(?:\n|[-*+>#|]|\d{1,3}[.)]\s|\Z))")
_MARKS = re.compile(r"[*`\\]|_(?:(?<!\w_)|(?!\w))")
_LEAD = re.compile(r"^[\s#>+|–—-]*(?:\d{1,3}[.)]\s+)?")
_BREAK = re.compile(r"\s(?:(?<=[.!?…]\s)|(?<=[.!?…][\"'”’)]\s))\s*(?=[\"'“‘(]?[A-Z0-9@])|\n")
_END = re.compile(r"[.!?…](?:[\"'”’)*_\]]*)(?=\s|$)|\n\s*\n")
# What is looked for first, because looking for a character is quick; what is cleared away then, and what is put there.
_CLEARED = (
    ("<!--", _COMMENT, "\n"),
    ("```", _FENCED, "\n"),
    ("~~~", _FENCED, "\n"),
    (">", _QUOTED, ""),
    ("[", _LINK, r"\1"),
    ("`", _CODE, " "),
    ("://", _ADDRESS, " "),
    ("#", _HEADING, r"\1\n"),
    ("\n", _WRAP, " "),
)


def sentences(text: str) -> int:
    """How many sentences; a last one without its full stop counts."""
    plain = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text.strip())
    return sum(bool(re.search(r"\w", part)) for part in _END.split(plain))


def words(text: str) -> int:
    """How many words, marks of Markdown that stand alone not counted."""
    return len(_WORD.findall(text))


def statements(text: str) -> list[str]:
    """What the text says in its own words: sentences, items and rows of tables, without Markdown's marks.

    Left out are code, quotations, comments and addresses; of a link its words stay.
    """
    for mark, pattern, instead in _CLEARED:
        if mark in text:
            text = pattern.sub(instead, text)
    text = _MARKS.sub("", text)
    return [said for line in _BREAK.split(text) if (said := _LEAD.sub("", line, count=1).strip())]
