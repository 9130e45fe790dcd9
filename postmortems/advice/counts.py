"""Numbers that a sentence gives with the words of an impact figure, against that figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postmortems.advice.lengths import NOT_THIS
from postmortems.advice.quantities import ABOUT, OVER, UNDER, Quantity, amounts
from postmortems.snapshot import Figure

# Words that say nothing of what is counted.
_SMALL_WORDS = "a an and are been had have of our that the their to was were who which with"
_SMALL = frozenset(_SMALL_WORDS.split())
_FROM = _SMALL | {"all", "in", "total"}
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A part of what the figure counts: up to a time, at a place, beside others.
_PART_BEFORE = re.compile(
    r"\b(?:another|further|additional|of|these|those|the (?:first|other|last|top|largest)|only|than|plus|by)"
    r"\s+(?:the\s+)?$"
)
_PART_AFTER = re.compile(
    r"[\s,]*(?:by|until|at|in|within|during|per|each|every|from|on|so far|more|later|then|when|where|with|whose|using"
    r"|out of|of|rather|instead|between|before|after|had|across)\b"
)
_NEAR = 4


@dataclass(frozen=True)
class _Known:
    label: str
    value: str
    words: frozenset[str]
    quantity: Quantity
    accepted: tuple[Quantity, ...]
    is_rough: bool


def of_figures(figures: Sequence[Figure]) -> Callable[[str], Iterator[str]] | None:
    """What to ask of each sentence: it answers with a title for each figure that is another. None without data."""
    known = _known(figures)
    return (lambda said: _compare(said, known)) if known else None


def _known(figures: Sequence[Figure]) -> Mapping[tuple[frozenset[str], str], _Known]:
    """By words and unit; where two figures share both, nobody knows which one a sentence means."""
    found: dict[tuple[frozenset[str], str], _Known] = {}
    twice = set()
    for figure in figures:
        words = frozenset(_stem(word) for word in _WORD.findall(figure.label.lower()) if word not in _SMALL)
        values = list(amounts(figure.value.lower()))
        if len(words) < 2 or len(values) != 1 or values[0].bound in (OVER, UNDER):
            continue
        value = values[0]
        rest = tuple(amounts(figure.detail.lower()))
        is_rough = figure.is_estimated or value.bound == ABOUT
        key = (words, value.unit)
        if key in found:
            twice.add(key)
        found[key] = _Known(figure.label, figure.value, words, value, (value, *rest), is_rough)
    return {key: each for key, each in found.items() if key not in twice}


def _compare(said: str, known: Mapping[tuple[frozenset[str], str], _Known]) -> Iterator[str]:
    plain = said.lower()
    for amount in amounts(plain):
        figure = _meant(plain, amount, known)
        if figure is None or any(
            amount.agrees(each.value, is_rough=figure.is_rough) for each in figure.accepted if each.unit == amount.unit
        ):
            continue
        if NOT_THIS.search(plain):
            return
        text = f"Text says {said[amount.start : amount.end].strip()} for “{figure.label}”"
        yield f"{text}, the impact figures say {figure.value}"


def _meant(plain: str, amount: Quantity, known: Mapping[tuple[frozenset[str], str], _Known]) -> _Known | None:
    """The number stands right before one of the label's words, and the others beside it in the same clause."""
    clause = re.split(r"[.,;:()|–—]\s|[.,;:()|]$", plain[amount.end : amount.end + 80], maxsplit=1)[0]
    before = re.split(r"[.,;:()|–—]\s", plain[max(0, amount.start - 40) : amount.start])[-1]
    if _PART_BEFORE.search(before) or (amount.unit != "%" and clause.startswith(" of ")):
        return None
    following = [each for each in _WORD.finditer(clause) if each[0] not in _FROM][:_NEAR]
    if not following:
        return None
    preceding = [_stem(word) for word in _WORD.findall(before) if word not in _SMALL][-2:]
    for (words, unit), figure in known.items():
        if unit == amount.unit and _stem(following[0][0]) in words:
            end = _covered(words, following, preceding)
            if end is not None and not _PART_AFTER.match(clause, end):
                return figure
    return None


def _covered(words: frozenset[str], following: list[re.Match[str]], preceding: list[str]) -> int | None:
    """Where the last of the words ends, when nothing else comes in between."""
    left = set(words)
    end = None
    for each in following:
        if _stem(each[0]) not in left:
            break
        left.discard(_stem(each[0]))
        end = each.end()
    return end if left <= set(preceding) else None


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
