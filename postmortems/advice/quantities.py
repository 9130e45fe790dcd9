"""Lengths of time and amounts as people write them: “1 h 20 min”, “forty-five minutes”, “~15,000”, “$1.2 million”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MINUTE, HOUR, DAY = 60, 3_600, 86_400
ABOUT, OVER, UNDER = "about", "over", "under"
_EXACT_SHARE, _ABOUT_SHARE = 0.05, 0.25

_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENTHS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = ["zero", *_ONES.split(), *_TEENS.split()]
_TENS = dict(zip(_TENTHS.split(), range(20, 100, 10), strict=True))
_WORDS = {word: value for value, word in enumerate(_SMALL)} | _TENS | {"a": 1, "an": 1}
_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(reversed(_SMALL))}|an?"
_UNIT = r"days?|hours?|hrs?|h|minutes?|mins?|seconds?|secs?"
_UNITS = {"d": DAY, "h": HOUR, "m": MINUTE, "s": 1}
_PIECE = rf"(?:\b\d{{1,4}}(?:\.\d{{1,2}})?|\b(?:{_WORD}))[\s-]?(?:{_UNIT})(?![a-z])"
_JOIN = r"(?:,? and |, | )?"
_SPAN = re.compile(
    r"\b(?:half an hour|(?:a )?quarter of an hour|three quarters of an hour"
    rf"|\d{{1,2}} ?h ?\d{{2}}(?: ?m(?:in)?)?(?![\w:])"
    rf"|{_PIECE}(?:{_JOIN}{_PIECE}){{0,2}}(?: and a half)?)"
)
_SPOKEN = {"half": 30, "quarter": 15, "a quarter": 15, "three": 45}
_TAKEN_APART = re.compile(rf"(\d+(?:\.\d+)?|\b(?:{_WORD}))[\s-]?(?:({_UNIT})(?![a-z]))")
_CLOCK_LIKE = re.compile(r"(\d{1,2}) ?h ?(\d{2})")
_MANY = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_AMOUNT = re.compile(
    r"(?<![\w.,:/#@-])([$€£])?(\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?: ?(k|mn|m|bn|thousand|million|billion)\b)?( ?%| per ?cent\b)?(?![\w:/]|[.,-]\d)"
)
# A range is no single figure.
_RANGE_BEFORE = re.compile(r"(?:\d|minutes?|hours?|min|h|between [\w ]{1,20}|from [\w ]{1,20}) ?(?:-|–|to|or|and) ?$")
_RANGE_AFTER = re.compile(r" ?(?:-|–|to|or) ?\d")
_BOUNDS = (
    (OVER, re.compile(r"(?:more than|over|at least|longer than|upwards of|above|>|≥)\s?$")),
    (UNDER, re.compile(r"(?:less than|under|within|at most|up to|no more than|fewer than|below|inside|<|≤)\s?$")),
    (ABOUT, re.compile(r"(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|close to|~|≈)\s?$")),
)
_AFTER = (
    (OVER, re.compile(r" or (?:more|longer)|\+")),
    (UNDER, re.compile(r" or less")),
    (ABOUT, re.compile(" or so")),
)


@dataclass(frozen=True)
class Quantity:
    """`unit` is s for a length of time, else %, a currency's sign or nothing. `grain` is what rounding may hide."""

    start: int
    end: int
    value: float
    unit: str
    grain: float
    bound: str = ""

    def agrees(self, known: float, *, is_rough: bool = False) -> bool:
        """Whether what was written can be said of a known value."""
        about = _ABOUT_SHARE if is_rough or self.bound == ABOUT else 0
        room = max(self.grain, about * max(self.value, known))
        if self.bound == OVER:
            return known >= self.value - room
        if self.bound == UNDER:
            return known <= self.value + room
        return abs(known - self.value) <= room


def spans(said: str) -> Iterator[Quantity]:
    """Lengths of time in a sentence in small letters, in seconds. Ranges are passed over."""
    for found in _SPAN.finditer(said):
        if not _is_range(said, found.start(), found.end()):
            value = _seconds(found[0])
            yield Quantity(found.start(), found.end(), value, "s", _grain(value, found[0]), _bound(said, found))


def amounts(said: str) -> Iterator[Quantity]:
    """Numbers in a sentence in small letters, with what they count in. Ranges are passed over."""
    for found in _AMOUNT.finditer(said):
        if not _is_range(said, found.start(), found.end()):
            sign, number, many, percent = found.groups()
            value = float(re.sub(r"[,\s]", "", number)) * _MANY.get(many or "", 1)
            unit = "%" if percent else sign or ""
            yield Quantity(found.start(), found.end(), value, unit, _EXACT_SHARE * value, _bound(said, found))


def _is_range(said: str, start: int, end: int) -> bool:
    return bool(_RANGE_BEFORE.search(said, max(0, start - 30), start) or _RANGE_AFTER.match(said, end))


def _bound(said: str, found: re.Match[str]) -> str:
    before = said[max(0, found.start() - 20) : found.start()]
    said_before = (bound for bound, pattern in _BOUNDS if pattern.search(before))
    said_after = (bound for bound, pattern in _AFTER if pattern.match(said, found.end()))
    return next(said_before, "") or next(said_after, "")


def _seconds(words: str) -> float:
    if found := _CLOCK_LIKE.match(words):
        return int(found[1]) * HOUR + int(found[2]) * MINUTE
    if words.endswith(("half an hour", "quarter of an hour", "quarters of an hour")):
        return _SPOKEN[words.split(" of ")[0].split(" an ")[0].removesuffix(" quarters")] * MINUTE
    pieces = [(_number(number), _UNITS[unit[0]]) for number, unit in _TAKEN_APART.findall(words)]
    half = pieces[-1][1] / 2 if words.endswith(" and a half") else 0
    return sum(number * unit for number, unit in pieces) + half


def _number(word: str) -> float:
    if word[0].isdigit():
        return float(word)
    return sum(_WORDS[part] for part in re.split("[- ]", word))


def _grain(value: float, words: str) -> float:
    """People round to minutes, to fives and tens of them, and to halves of hours and days."""
    if re.search(r"\bs|\ds", words):
        return 5
    if "m" in words or _CLOCK_LIKE.match(words):
        minutes = value / MINUTE
        if minutes >= HOUR / MINUTE and minutes % 10 == 0:
            return 5 * MINUTE - 1
        return 150 if minutes >= 15 and minutes % 5 == 0 else MINUTE
    if "day" in words:
        return DAY / 2
    return HOUR / 4 if "half" in words or "quarter" in words or "." in words else HOUR / 2
