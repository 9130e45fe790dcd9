"""What people are said to have done when they are blamed, phrase by phrase: the tables are in phrases.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from postmortems.blameless import lexicon as lex
from postmortems.blameless import verbs
from postmortems.blameless.lexicon import words
from postmortems.blameless.phrases import HUMAN, NOBODY_DID, PERSONAL
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import LIKELY, ME, NAMED, NOBODY, OTHERS, PERHAPS, Subject

MOST_BETWEEN = 4


_AUXILIARIES = {
    "be": lex.BE,
    "have": lex.HAVE | {"'d"},
    "do": lex.DO | {"done", "doing"},
    "not": frozenset({"not", "n't"}),
}


@cache
def _forms(word: str) -> frozenset[str]:
    return _AUXILIARIES.get(word) or verbs.forms(word)


def _parsed(text: str) -> Iterator[tuple[frozenset[str], ...]]:
    for phrase in text.replace("\n", ",").split(","):
        if parts := phrase.split():
            yield tuple(
                frozenset() if part == "…" else frozenset().union(*(_forms(word) for word in part.split("|")))
                for part in parts
            )


Phrase = tuple[frozenset[str], ...]


def _table(rows: Iterable[tuple[str, frozenset[str]]]) -> dict[str, list[tuple[Phrase, frozenset[str]]]]:
    """First words → the phrases that begin so, with whom they must be said of."""
    found: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}
    for text, kinds in rows:
        for phrase in _parsed(text):
            for word in phrase[0]:
                found.setdefault(word, []).append((phrase[1:], kinds))
    return found


PHRASES = _table(
    [
        (HUMAN, LIKELY),
        (PERSONAL, OTHERS | {ME}),
        (NOBODY_DID, frozenset({NOBODY})),
    ]
)

# "lets one person deploy": it was made possible by what lets them.
_LETTING = words("let lets letting allow allows make makes help helps")


def conduct(scan: Scan, i: int) -> Finding | None:
    """A phrase of the tables, said of somebody it is said of to blame."""
    low = scan.low(i)
    matches = [(end, kinds) for phrase, kinds in PHRASES.get(low, ()) if (end := _matched(scan, i + 1, phrase)) >= 0]
    if not matches:
        return None
    last, _ = max(matches, key=lambda match: match[0])
    group, who = scan.said_of(_verb(scan, i))
    negation = low in ("not", "n't", "never", "could", "can", "nobody")
    shamed = "ashamed" in (scan.low(i + 1), scan.low(i + 2))
    if group.infinitive or (group.modal and not negation and not shamed) or scan.hypothetical(group.start):
        return None
    if group.negated and not negation:
        return None
    if {"do", "does", "is", "are", "am"} & group.words and who.kind not in (NAMED,) and not _standing(scan, i):
        return None
    if who.kind == PERHAPS and not _perhaps_named(scan, who):
        return None
    if _LETTING & {scan.low(k) for k in range(who.start - 1, who.end)}:
        return None
    if not any(who.kind in kinds for _, kinds in matches) or _excused(scan, last):
        return None
    return Finding("conduct", scan.opening(who, group.start), last, who.kind)


def _verb(scan: Scan, i: int) -> int:
    """The token whose subject is asked for: the verb itself, or the one its negation belongs to."""
    if scan.low(i) in ("not", "n't", "never", "could", "can"):
        k = i + 1
        while scan.tag(k) in ("adv", "neg", "aux") and k - i < 4:
            k += 1
        return k
    return i


def _perhaps_named(scan: Scan, who: Subject) -> bool:
    """Whether a capital is a name rather than a product, a department or the first word of a sentence."""
    low = scan.low(who.end)
    plain = low.endswith(("s", "ing", "ion", "ity", "ment", "ance", "ics")) or low in lex.PRODUCTS
    return who.start == who.end and not plain and scan.tag(who.end) == "word"


def _standing(scan: Scan, i: int) -> bool:
    return scan.low(i) in ("keep", "keeps", "have", "has", "lack", "lacks")


def _excused(scan: Scan, last: int) -> bool:
    """A reason that follows at once tells why it was the sensible thing."""
    return scan.low(last + 1) in ("because", "since")


def _matched(scan: Scan, at: int, phrase: Phrase) -> int:
    """The last token of the phrase when it goes on here; -1 when it does not."""
    if not phrase:
        return at - 1
    if phrase[0]:
        while scan.tag(at) == "adv" and scan.low(at) not in phrase[0]:
            at += 1
        return _matched(scan, at + 1, phrase[1:]) if scan.low(at) in phrase[0] else -1
    for k in range(at, at + MOST_BETWEEN + 1):
        if (end := _matched(scan, k, phrase[1:])) >= 0:
            return end
        if scan.tag(k) in ("break", "sub"):
            return -1
    return -1
