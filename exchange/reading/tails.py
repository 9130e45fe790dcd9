"""How an action ends: "(Ana, 2024-05-01)", "– Ana – 1 May", ". Ana by 1 May": whose it is, and until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from exchange.reading.dates import dates
from exchange.reading.months import MONTH, MONTHS
from exchange.reading.weekdays import WEEKDAYS

BRACKET = re.compile(r"\s*[\[(]([^()\[\]\n]{2,90})[\])]\s*$")
DASHED = re.compile(r"\s+[–—-]{1,2}\s+([^–—\n]{2,60}?)(?:\s+[–—-]{1,2}\s+([^–—\n]{2,40}?))?\s*$")
PIPED = re.compile(r"\s+\|\s+([^|\n]{2,60}?)(?:\s+\|\s+([^|\n]{2,40}?))?\s*$")
DEADLINE = re.compile(r"\s+(?:DEADLINE|SCHEDULED):\s*<[^<>\n]{4,40}>\s*$")
SENTENCE = re.compile(r"[.!]\s+([^.!?\n]{2,30}(?:\.[^.!?\n]{1,30})?(?:,|\s(?:by|until|bis)\b)[^!?\n]{2,40}?)\s*$")
PIECES = re.compile(
    r"\s*[,;|]\s*|(?<!\d)\s*/\s*(?!\d)|\s+(?=(?:by|until|before|due|bis|voor|avant|para|per|eta)\b)", re.IGNORECASE
)
CUE = re.compile(
    r"^(?:by|until|before|due(?: by| on)?|bis(?: zum)?|voor|avant(?: le)?|para(?: el)?|per|eta|deadline|target|am|on|"
    r"le|el)\b[\s:]*",
    re.IGNORECASE,
)
STATE = re.compile(r"[\s(\[]*(?:✔|✅|☑|done|completed?|erledigt|fixed)[)\]\s.]*$", re.IGNORECASE)
STATED = re.compile(r"[\s(\[]*(?:✔|✅|☑|(?:done|completed?|erledigt|fixed|closed)\b)", re.IGNORECASE)
LEVEL = re.compile(r"(?:p[0-4]|high|medium|low|critical|urgent|prio(?:rity)? ?\d)$", re.IGNORECASE)
TICKET = re.compile(r"(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7})$")
VAGUE = re.compile(
    r"(?:(?:end of|early|late|mid|in)[ -])?(?:(?:the )?(?:sprint|week|iteration) \d{1,3}|Q[1-4]|H[12]|\d{4}|"
    rf"next \w+|{MONTH})(?:,? \d{{4}})?",
    re.IGNORECASE,
)
WORD = r"[A-ZÀ-ÞŁŚŻČŠŽŐĐ][\w'’.-]*"
CREW = "team|room|office|desk|group|squad|crew|unit|ops|support|engineering|manager|services?|department"
# "@Ana de Wit March 24, 2023", as some notebooks leave it.
MENTION = re.compile(
    rf"\s+(@{WORD}(?:\s+(?:{WORD}|de|da|di|van|von|der|den))*?)\s+((?:{MONTH})\.?\s+\d{{1,2}},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)$"
)
NAME = re.compile(rf"@?{WORD}(?:\s+(?:{WORD}|de|da|di|van|von|der|den|la|el|al|bin|and|&|{CREW})){{0,4}}$")
CREWS = re.compile(rf"[a-z]+(?:[ -][a-z]+)?\s(?:{CREW})$")
HANDLE = re.compile(r"@?[a-z][\w.-]{1,38}$")
_NO_NAMES = ("utc gmt none tbd todo done n/a na open closed wip optional new soon asap immediately later now",)
NO_NAMES = frozenset(word for line in _NO_NAMES for word in line.split())


@dataclass(frozen=True)
class Tail:
    """`start` is where it begins in the words. Without a date it may be no name at all."""

    owner: str
    due: date | None
    due_words: str
    start: int

    @property
    def is_sure(self) -> bool:
        return bool(self.owner and (self.due or self.due_words))


def tail(words: str, *, day_first: bool | None) -> Tail | None:
    """None where the words end in something else."""
    state = STATE.search(words)
    ways = [words, words[: state.start()]] if state and state.start() > 8 else [words]
    for bare in ways:
        for pattern in (MENTION, BRACKET, DASHED, PIPED, SENTENCE):
            found = pattern.search(DEADLINE.sub("", bare).rstrip(" .–—-"))
            read = found and _read([each for each in found.groups() if each], found.start(), day_first)
            if read:
                return read
    return None


def _read(groups: list[str], start: int, day_first: bool | None) -> Tail | None:
    """Every piece must be a name, a date, a priority or a ticket."""
    owners: list[str] = []
    due: tuple[date | None, str] | None = None
    is_stated = False
    for piece in [piece for group in groups for piece in PIECES.split(group) if piece.strip()]:
        if when := _when(piece, day_first):
            due = due or when
        elif LEVEL.match(piece) or TICKET.match(piece) or STATED.match(piece):
            is_stated = is_stated or bool(STATED.match(piece))
        elif is_name(piece):
            owners.append(piece)
        else:
            return None
    # Letters that are all small are somebody's handle only beside a date or a state.
    if not (due or is_stated) and any(HANDLE.match(each) and not each.startswith("@") for each in owners):
        return None
    return Tail(", ".join(owners), *(due or (None, "")), start) if owners or due else None


def _when(piece: str, day_first: bool | None) -> tuple[date | None, str] | None:
    words = re.sub(r"^[<\[(]|[>\])]$", "", CUE.sub("", piece.strip()).strip())
    found = dates(words, day_first=day_first)
    if len(found) == 1 and len(words) - (found[0].end - found[0].start) < 5 and found[0].start < 5:
        return found[0].on(), "" if found[0].year else found[0].written
    return (None, words) if VAGUE.fullmatch(words) else None


def is_name(piece: str) -> bool:
    lowered = piece.strip("@ ").lower()
    known = lowered in NO_NAMES or lowered in MONTHS or lowered in WEEKDAYS
    return not known and bool(NAME.match(piece) or HANDLE.match(piece) or CREWS.match(piece)) and len(piece) < 50
