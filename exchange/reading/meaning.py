"""What a heading means, whatever it is called."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from exchange.reading.hints import hinted
from exchange.reading.plain import plain
from exchange.reading.synonyms import SYNONYMS

NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|step|§)\s*)?(?:d\d[.:)]?|\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,4}[.)]|[a-h][.)])\s+",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]")
LETTERS = re.compile(r"[^\w\s'&/]+", re.UNICODE)
JOINED = re.compile(r"\s(?:and|und|et|y|e|en|/|or)\s|,")
# Below this, two headings are two things. Short ones differ by one letter and are another word.
LEAST_ALIKE = 88
LEAST_LETTERS = 6
MOST_WORDS = 9


@cache
def meaning(heading: str) -> str:
    """The key it has in the supplied templates, or "people", "facts", "detection"; "" when nothing tells."""
    whole = _bare(heading)
    for words in dict.fromkeys((whole, _before_colon(whole), _before_dash(heading))):
        if found := _exactly(words):
            return found
    if found := _by_phrase(whole):
        return found
    for words in JOINED.split(whole):
        if found := _exactly(words.strip()):
            return found
    if len(whole) >= LEAST_LETTERS:
        close = process.extractOne(whole, list(_names()), scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
        if close is not None:
            return _names()[close[0]]
    return hinted(whole)


def is_sure(heading: str) -> bool:
    """Whether the heading is one of the names of its meaning, and not only much like one."""
    return bool(_exactly(_bare(heading)))


def _exactly(words: str) -> str:
    names = _names()
    return names.get(words) or names.get(re.sub(r"^(?:the|our|incident|event|outage|issue) ", "", words)) or ""


def _by_phrase(words: str) -> str:
    """The phrase that stands first in the heading; the longer one of two."""
    said = f" {words} "
    found = [
        (said.find(f" {phrase} "), -len(phrase), key) for phrase, key in _phrases().items() if f" {phrase} " in said
    ]
    if not found:
        return ""
    place, _, key = min(found)
    # A long heading is a sentence, unless it begins with the phrase.
    return key if place == 0 or len(words.split()) <= MOST_WORDS else ""


def _bare(heading: str) -> str:
    words = ASIDE.sub(" ", NUMBERING.sub("", plain(heading)))
    words = LETTERS.sub(" ", words.lower().replace("’", "'").replace("-", " ").replace("_", " "))
    return " ".join(words.replace("&", " and ").replace("/", " / ").split())


def _before_colon(words: str) -> str:
    return words.split(" / ")[0].strip()


def _before_dash(heading: str) -> str:
    return _bare(re.split(r"\s[-–—:|]\s|:\s", plain(heading))[0])


@cache
def _names() -> dict[str, str]:
    return {
        _bare(name.strip()): key for key, (names, _) in SYNONYMS.items() for name in names.split("|") if name.strip()
    }


@cache
def _phrases() -> dict[str, str]:
    return {
        phrase.strip(): key for key, (_, phrases) in SYNONYMS.items() for phrase in phrases.split("|") if phrase.strip()
    }
