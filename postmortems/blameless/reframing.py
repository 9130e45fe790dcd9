"""Sentences turned from the person to what would have helped, out of their own words, where that gives good English."""

from __future__ import annotations

from dataclasses import replace

from postmortems.blameless.hints import Reframing
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Scan
from postmortems.blameless.subjects import Subject
from postmortems.blameless.verbs import base_of, gerund

_SEEING = words(
    "notice realise realize see know anticipate foresee recognise recognize understand catch spot remember consider"
)
_MENTAL = words("think pay assume believe mean do make bother")  # no step of a process asks for these
_OWN = words("my his her i me him")  # would be left without anybody to refer to
_MOST = 300  # characters of a suggestion; a longer one is not read


def put(scan: Scan, first: int, last: int, words: str, rest: tuple[int, int] | None = None) -> Reframing | None:
    """`words`, then the source of the tokens `rest`, in place of first to last; None where markup would be torn."""
    start, end = scan.tokens[first].start, scan.tokens[last].end
    kept = scan.text[scan.tokens[rest[0]].start : scan.tokens[rest[1]].end] if rest and rest[0] <= rest[1] else ""
    if not (_whole(scan.text[start:end]) and _whole(kept)) or _OWN & {scan.low(i) for i in range(first, last + 1)} - {
        scan.low(first)
    }:
        return None
    text = " ".join(f"{words} {kept}".split())
    if len(text) > _MOST:
        return None
    opens = first == 0 or all(scan.tag(i) in ("break", "punct", "num") for i in range(first))
    return Reframing(start, end, scan.text[start:end], text[0].upper() + text[1:] if opens else text)


def _whole(part: str) -> bool:
    pairs = all(part.count(mark) % 2 == 0 for mark in ("**", "`", "~~", '"', "__"))
    return pairs and all(part.count(a) == part.count(b) for a, b in ("()", "[]", "“”"))


def unprompted(scan: Scan, who: Subject, start: int, verb: int) -> Reframing | None:
    """ "They did not check the queue" → "the process had no step to check the queue". `verb` is an infinitive."""
    if (begin := _beginning(scan, who, start)) is None:
        return None
    last = scan.clause_end(verb)
    base = base_of(scan.low(verb))
    if not base or base in _MENTAL or _measured(scan, verb, last):
        return None
    if base in _SEEING:
        return unseen(scan, who, start, verb)
    return put(scan, begin, last, f"the process had no step to {base}", (verb + 1, last))


def unseen(scan: Scan, who: Subject, start: int, verb: int) -> Reframing | None:
    """ "They overlooked the warning" → "nothing drew attention to the warning"."""
    begin = _beginning(scan, who, start)
    last = scan.clause_end(verb)
    if begin is None or last <= verb:
        return None
    if scan.low(verb + 1) == "that" and scan.tag(verb + 1) == "sub":
        return put(scan, begin, last, "nothing showed", (verb + 1, last))
    if scan.tag(verb + 1) in ("det", "code", "quant", "handle", "num"):
        return put(scan, begin, last, "nothing drew attention to", (verb + 1, last))
    if scan.low(verb + 1) in ("how", "what", "which", "whether"):
        return put(scan, begin, last, "nothing showed", (verb + 1, last))
    return None


def unreminded(scan: Scan, who: Subject, start: int, verb: int) -> Reframing | None:
    """ "They forgot to renew it" → "nothing reminded anyone to renew it"."""
    begin = _beginning(scan, who, start)
    if begin is None:
        return None
    last = scan.clause_end(verb)
    if scan.low(verb + 1) == "to" and last > verb + 1:
        return put(scan, begin, last, "nothing reminded anyone", (verb + 1, last))
    return unseen(scan, who, start, verb)


def possible(scan: Scan, who: Subject, start: int, verb: int, skipped: range) -> Reframing | None:
    """ "She accidentally deleted the table" → "it was possible to delete the table by accident"."""
    base = base_of(scan.low(verb))
    begin = _beginning(scan, who, start)
    if begin is None or not base or who.inherited or base in _MENTAL:
        return None
    last = scan.clause_end(verb)
    rest = (verb + 1, last)
    if skipped and skipped.stop - 1 == last:
        rest = (verb + 1, skipped.start - 1)
    elif skipped and verb < skipped.start <= last:
        return None
    ending = " by accident" if skipped else ""
    made = put(scan, begin, last, f"it was possible to {base}", rest)
    return replace(made, text=made.text + ending) if made else None


def let(scan: Scan, who: Subject, start: int, verb: int) -> Reframing | None:
    """ "They should not have merged it" → "nothing kept anyone from merging it"."""
    base = base_of(scan.low(verb))
    begin = _beginning(scan, who, start)
    if begin is None or not base:
        return None
    last = scan.clause_end(verb)
    if base in _MENTAL:
        return None
    return put(scan, begin, last, f"nothing kept anyone from {gerund(base)}", (verb + 1, last))


def _measured(scan: Scan, verb: int, last: int) -> bool:
    """Whether it was done, only not soon or well enough."""
    return bool({"sooner", "earlier", "better", "faster", "quicker"} & {scan.low(k) for k in range(verb, last + 1)})


def _beginning(scan: Scan, who: Subject, start: int) -> int | None:
    """The first token to replace: the subject, or the verb group where the subject stands further back."""
    if who.inherited:
        return start if scan.low(start - 1) in ("and", "but") else None
    return who.start if who.end >= who.start else None
