"""Dates as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from exchange.reading.months import MONTH, MONTHS

# "30 to 31 December": the first of the days counts.
ALSO = r"\s?(?:[-–/&]|\b(?:to|and|bis|und|et|y|e)\b)\s?"
ORDINAL = r"(?:st|nd|rd|th|\.|º|er)?"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
YEAR = r"(?:,?\s*(?:of\s+|de\s+|del\s+)?(?P<y{n}>(?:19|20)\d{{2}})(?![^\W_]))"
ISO = r"(?<![\d/.-])(?P<y0>(?:19|20)\d{2})(?P<s0>[-/.])(?P<m0>\d{1,2})(?P=s0)(?P<d0>\d{1,2})(?!\d|-\d+\b)"
PACKED = r"(?<![\d.])(?P<y4>20\d{2})(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12]\d|3[01])(?=T\d|\b)"
MONTH_FIRST = (
    rf"\b(?P<mon1>{MONTH})\.?\s+(?P<d1>\d{{1,2}}){ORDINAL}(?!\d|:\d)(?:{ALSO}\d{{1,2}}{ORDINAL}(?=,?\s+\d{{4}}\b))?"
    + YEAR.format(n=1)
    + "?"
)
DAY_FIRST = (
    rf"(?<![\d:.])(?P<d2>\d{{1,2}}){ORDINAL}(?:{ALSO}\d{{1,2}}{ORDINAL})?[\s/-]+(?:of\s+|de\s+)?(?P<mon2>{MONTH})\b\.?"
    r"(?:(?:[\s,-]|\s?de\s)*(?P<y2>(?:19|20)\d{2}\b)|[/-](?P<y5>\d{4}|\d{2})(?![\d:]))?"
)
FIGURES = r"(?<![\d/.:-])(?P<a3>\d{1,2})(?P<s3>[-/.])(?P<b3>\d{1,2})(?P=s3)(?P<y3>(?:19|20)?\d{2})(?![\d/-]|\.\d)"
# "7/28 6:40 pm": without a year only right before a time.
SHORT = (
    r"(?<![\d/.:-])(?P<a6>\d{1,2})(?P<s6>/)(?P<b6>\d{1,2})(?=,?\s{1,2}(?:at\s|@\s?)?\d{1,2}(?::\d{2}|\s?[ap]\.?m\b))"
)
WAYS = (ISO, FIGURES, SHORT, MONTH_FIRST, DAY_FIRST, PACKED)
DATE = re.compile("|".join(f"(?:{each})" for each in WAYS), re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A date in a text. Without a year, `year` is 0; `swapped` is what it is when read the other way round."""

    start: int
    end: int
    year: int
    month: int
    day: int
    swapped: tuple[int, int] | None = None
    written: str = ""

    def on(self, year: int = 0) -> date | None:
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def dates(text: str, *, day_first: bool | None = None) -> list[Found]:
    """Every date. `day_first` says how this house writes 3/4/2021; None when nothing tells."""
    found = (_found(each, day_first) for each in DATE.finditer(text))
    return [each for each in found if each is not None and (each.year == 0 or each.on())]


def house_order(text: str) -> bool | None:
    """Whether days come first, by the dates that can be read one way only, or stand elsewhere in words."""
    votes = [0, 0]
    plainly = {(each.month, each.day) for each in dates(text) if not re.fullmatch(FIGURES, each.written)}
    for each in re.finditer(FIGURES, text):
        a, b = int(each["a3"]), int(each["b3"])
        if ((b, a) in plainly) != ((a, b) in plainly):
            votes[(b, a) in plainly] += 1
        if each["s3"] == "." and b <= 12 or a > 12 >= b:
            votes[1] += 1
        elif b > 12 >= a:
            votes[0] += 1
    return None if votes[0] == votes[1] else votes[1] > votes[0]


def _found(match: re.Match[str], day_first: bool | None) -> Found | None:
    part = match.groupdict()
    span = match.start(), match.end()
    text = match[0]
    if part["y0"]:
        return Found(*span, int(part["y0"]), int(part["m0"]), int(part["d0"]), written=text)
    if part["y4"]:
        return Found(*span, int(part["y4"]), int(part["m4"]), int(part["d4"]), written=text)
    if part["mon1"]:
        return Found(*span, int(part["y1"] or 0), MONTHS[_short(part["mon1"])], int(part["d1"]), written=text)
    if part["mon2"]:
        year = int(part["y2"] or part["y5"] or 0)
        year += 2000 if 0 < year < 100 else 0
        return Found(*span, year, MONTHS[_short(part["mon2"])], int(part["d2"]), written=text)
    if part["a6"]:
        return _short_figures(int(part["a6"]), int(part["b6"]), span, text, day_first)
    return _in_figures(part, span, text, day_first)


def _short_figures(a: int, b: int, span: tuple[int, int], text: str, day_first: bool | None) -> Found | None:
    day, month = (a, b) if a > 12 or (day_first and b <= 12) else (b, a)
    return Found(*span, 0, month, day, written=text) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _in_figures(part: dict[str, str], span: tuple[int, int], text: str, day_first: bool | None) -> Found | None:
    """Dots are day first everywhere; otherwise what is possible, then what the house does, then month first."""
    a, b, year = int(part["a3"]), int(part["b3"]), int(part["y3"])
    year += 2000 if year < 100 else 0
    # A version number looks like a date with dots and a short year.
    if part["s3"] == "." and (len(part["y3"]) == 2 and len(text) < 8):
        return None
    if a > 31 or b > 31 or (a > 12 and b > 12) or not a or not b:
        return None
    if a > 12 or part["s3"] == ".":
        return Found(*span, year, b, a, written=text) if b <= 12 else None
    if b > 12 or a == b:
        return Found(*span, year, a, b, written=text)
    month, day = (b, a) if day_first else (a, b)
    return Found(*span, year, month, day, None if day_first is not None else (day, month), text)


def _short(month: str) -> str:
    return month.lower().rstrip(".")
