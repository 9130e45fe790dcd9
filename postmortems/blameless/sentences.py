"""Sentences of masked prose as tokens with a class: the closed classes by list, the open by form and neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from postmortems.blameless import lexicon as lex
from postmortems.blameless.source import CODE, QUOTE, Block
from postmortems.blameless.verbs import GERUND, is_past

MOST_TOKENS = 400  # a longer "sentence" is a dump of something, read in pieces


@dataclass(slots=True)
class Token:
    text: str
    low: str
    start: int
    end: int
    tag: str


@dataclass(slots=True)
class Sentence:
    tokens: list[Token]
    heading: bool
    question: bool

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


_TOKEN = re.compile(
    rf"{CODE}+|{QUOTE}+"
    r"|@[A-Za-z][\w-]*"
    r"|[^\W\d_]+(?=n['’]t\b)|n['’]t\b|['’](?:ve|d|re|ll|s|m)\b"
    r"|[^\W_]+(?:(?:[-_./:]|['’](?=[^\W_]{3}))[^\W_]+)*"
    r"|\.{2,}|[^\w\s]"
)
_ABBREVIATIONS = lex.words("e.g i.e etc vs cf mr mrs ms dr no fig approx resp st inc ltd al")
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall"}
_OPENERS = "\"'“‘([*_"


@lru_cache(maxsize=20_000)
def _class(low: str) -> str:
    """The class of a word by itself; open words are "word", "past", "ing" or "adv"."""
    for tag, words in _CLASSES:
        if low in words:
            return tag
    if low.endswith("ly") and len(low) > 4 and low not in lex.NOT_ADVERBS:
        return "adv"
    if low[0].isdigit():
        return "num"
    if low in GERUND or (low.endswith("ing") and len(low) > 5):
        return "ing"
    return "past" if is_past(low) else "word"


_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("break", lex.BREAKS),
    ("det", lex.DETERMINERS | {"each", "which-ever"}),
    ("sub", lex.SUBORDINATORS),
    ("pron", lex.PRONOUNS),
    ("modal", lex.MODALS),
    ("aux", lex.AUXILIARIES),
    ("neg", lex.NEGATIONS),
    ("to", frozenset({"to"})),
    ("prep", lex.PREPOSITIONS),
    ("conj", lex.CONJUNCTIONS),
    ("quant", lex.QUANTIFIERS),
    ("adv", lex.ADVERBS),
)


def _token(match: re.Match[str], offset: int, before: Token | None) -> Token:
    text = match[0]
    start, end = match.start() + offset, match.end() + offset
    if text[0] == CODE:
        return Token(text, "\ue000", start, end, "code")
    if text[0] == QUOTE:
        return Token(text, "\ue001", start, end, "quote")
    if text[0] == "@" and len(text) > 1:
        return Token(text, text.lower(), start, end, "handle")
    low = text.lower().replace("’", "'")
    if low == "'s":
        pronoun = before is not None and before.tag in ("pron", "sub")
        return Token(text, low, start, end, "aux" if pronoun else "poss")
    low = _CONTRACTED.get(low, low)
    if len(low) == 1 and not low.isalnum():
        return Token(text, low, start, end, "break" if low in lex.BREAKS else "punct")
    if text[0].isupper() and low in lex.FIRST_NAMES and low not in lex.UNSURE_NAMES:
        return Token(text, low, start, end, "word")
    return Token(text, low, start, end, "conj" if low == "&" else _class(low))


def sentences(prose: str, block: Block) -> Iterator[Sentence]:
    """The sentences of a block; none of them empty."""
    tokens: list[Token] = []
    part = prose[block.start : block.end]
    for match in _TOKEN.finditer(part):
        token = _token(match, block.start, tokens[-1] if tokens else None)
        tokens.append(token)
        if len(tokens) >= MOST_TOKENS or (token.text[0] in ".!?" and _ends(token, tokens, part, match.end())):
            yield _sentence(tokens, block.heading)
            tokens = []
    if tokens:
        yield _sentence(tokens, block.heading)


def _ends(token: Token, tokens: list[Token], part: str, end: int) -> bool:
    rest = part[end : end + 4].lstrip(" \n)\"'”*_")
    if token.text == "." and len(tokens) > 1 and tokens[-2].low in _ABBREVIATIONS:
        return False
    if not part[end : end + 1].strip():
        return not rest or not rest[0].islower()
    return not rest and end + 4 >= len(part)


def _sentence(tokens: list[Token], heading: bool) -> Sentence:
    _settle(tokens)
    return Sentence(tokens, heading, any(token.low == "?" for token in tokens[-3:]))


def _settle(tokens: list[Token]) -> None:
    """What neighbours decide: a participle before a noun is an adjective, "that" before a noun a determiner."""
    last = len(tokens) - 1
    for i, token in enumerate(tokens):
        before = tokens[i - 1].tag if i else ""
        after = tokens[i + 1].tag if i < last else ""
        if token.tag in ("past", "ing") and before in ("det", "poss", "adj", "quant"):
            if after in ("word", "code", "ing"):
                token.tag = "adj"
            elif token.tag == "ing":
                token.tag = "word"
        elif token.low in ("this", "that", "these", "those"):
            if after in ("aux", "modal", "prep", "past", "break", "punct", "adv", ""):
                token.tag = "sub" if token.low == "that" and before in ("word", "code", "past") else "pron"
            elif token.low == "that" and after in ("det", "pron", "handle"):
                token.tag = "sub"
            else:
                token.tag = "det"
        elif token.low == "once" and before == "neg":
            token.tag = "adv"
        elif token.low == "all" and after in ("aux", "modal", "prep"):
            token.tag = "quant"
        elif token.low == "one" and after not in ("of", "prep"):
            token.tag = "num"
