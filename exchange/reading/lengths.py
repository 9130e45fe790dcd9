"""Durations as people write them, in minutes."""

from __future__ import annotations

import re

NUMBERS = {
    **{
        word: n
        for n, word in enumerate(
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        )
    },
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "a": 1,
    "an": 1,
    "half an": 0.5,
    "half a": 0.5,
    "eine": 1,
    "zwei": 2,
    "drei": 3,
}
NUMBER = r"\d+(?:[.,]\d+)?|(?:" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")(?=[\s-])"
UNITS = {
    r"d(?:ays?)?|tage?n?|jours?|días?": 1440,
    r"h(?:ours?|rs?)?|std\.?|stunden?|heures?|horas?": 60,
    r"m(?:in(?:ute)?s?|inuten?|inutos?)?|min\.": 1,
    r"s(?:ec(?:ond)?s?|ekunden?)?": 1 / 60,
    r"w(?:eeks?)|wochen?": 10080,
}
UNIT = "|".join(UNITS)
PIECE = re.compile(rf"(?<![\w.:])({NUMBER})[\s-]*({UNIT})(?![\w])", re.IGNORECASE)
CLOCKED = re.compile(r"(?<![\d:])(\d{1,3}):(\d{2})(?::\d{2})?\s*(?:h|hours?|hrs?|stunden?)?(?![\d:])", re.IGNORECASE)
STATED = re.compile(
    r"(?:lasted|lasting|for|duration(?: of)?|period of|unavailable for|down for|outage of|downtime of|resolved in|"
    r"took|total of|dauerte|während|durante|pendant)\s+(?:about|around|roughly|approximately|almost|nearly|just over|"
    r"just under|over|under|a total of|ca\.|etwa|~)?\s*",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(
    rf"\b(?:a|an|the|experienced an?)\s+(?:\w+\s+)?({NUMBER})[\s-](minutes?|hours?|days?)\s+(?:\w+\s+){{0,2}}"
    r"(?:outage|downtime|incident|disruption|failure|window)",
    re.IGNORECASE,
)


def minutes(text: str) -> float | None:
    """The first duration in it, its pieces added: "1 hour and 48 minutes" is 108."""
    pieces = list(PIECE.finditer(text))
    if not pieces:
        clock = CLOCKED.search(text)
        return int(clock[1]) * 60 + int(clock[2]) if clock else None
    total, end = 0.0, pieces[0].start()
    for piece in pieces:
        if re.fullmatch(r"(?:[\s,]*(?:and|und|et|y)?\s*)", text[end : piece.start()]) is None:
            break
        total += _number(piece[1]) * _unit(piece[2])
        end = piece.end()
    return total


def stated(text: str) -> float | None:
    """How long a text says that it lasted, in words that mean the whole."""
    for cue in STATED.finditer(text):
        piece = PIECE.match(text, cue.end())
        if piece and (found := minutes(text[cue.end() : cue.end() + 60])) and found >= 1:
            return found
    said = ADJECTIVE.search(text)
    return _number(said[1]) * _unit(said[2]) if said else None


def _number(said: str) -> float:
    return float(NUMBERS[said.lower()]) if said.lower() in NUMBERS else float(said.replace(",", "."))


def _unit(said: str) -> float:
    return next(factor for pattern, factor in UNITS.items() if re.fullmatch(pattern, said, re.IGNORECASE))
