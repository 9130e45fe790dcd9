"""Judgements of people: careless, too confident, dropped the ball; and asking them to be careful."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import verbs
from postmortems.blameless.causes import owned_fault
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import ME, NAMED, OTHERS, PERHAPS, ROLE, SURE, THEY, THING, WE

_PROSPECTS = words(
    "risk chance possibility potential prone reduce reduces reducing eliminate eliminates eliminating avoid"
    " avoids avoiding prevent prevents preventing remove minimise minimize likelihood opportunity against tolerate"
    " withstand protect guard susceptible resilient room scope future less fewer mitigate catch detect"
)
_DONE_BADLY = words(
    "handled managed communicated coordinated executed planned prepared reviewed tested organised organized"
)
_NOT_JUDGED = words("many much few far late early soon often busy close")
_DEGREES = words("low high small large short big early late soon quickly fast much many few little lightly")
_CARELESS = words("careless sloppy reckless negligent lazy incompetent irresponsible")
_VIRTUES = words("aware careful attentive diligent thorough vigilant")
_ATTENTION = words(
    "attention care knowledge experience diligence discipline focus understanding skill skills competence"
)
IDIOMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "dropped": (("the", "ball"),),
    "fell": (("asleep",),),
    "screwed": (("up",), ("this", "up"), ("it", "up"), ("that", "up")),
    "messed": (("up",), ("this", "up"), ("it", "up"), ("that", "up")),
    "mixed": (("up",),),
    "slipped": (("up",),),
    "cut": (("corners",),),
    "known": (("better",),),
    "struggled": (("to",), ("with",)),
    "struggles": (("to",), ("with",)),
    "lacked": (
        ("the", "experience"),
        ("experience",),
        ("the", "knowledge"),
        ("knowledge",),
        ("the", "skills"),
        ("skills",),
    ),
    "short": (("on",),),
    "made": (("things", "worse"), ("it", "worse"), ("matters", "worse")),
    "slow": (("to",),),
    "slept": (("through",),),
    "lost": (("track",), ("sight",), ("focus",)),
    "jumped": (("the", "gun"), ("to", "conclusions")),
    "took": (("shortcuts",), ("a", "shortcut"), ("the", "easy", "way")),
    "turned": (("a", "blind", "eye"),),
    "fucked": (("up",), ("this", "up"), ("it", "up"), ("that", "up")),
    "borked": ((),),
    "hosed": ((),),
    "nuked": ((),),
    "blew": (("it",), ("this",)),
    "let": (("us", "down"), ("the", "team", "down"), ("everyone", "down")),
    "had": (("no", "idea"), ("no", "clue")),
}


def judgement(scan: Scan, i: int) -> Finding | None:
    """ "the reviewer was careless", "a careless reviewer"; "careless" of a thing is left alone."""
    word = scan.low(i)
    if word == "asleep" and scan.low(i + 1) in ("when", "at"):
        return None
    if scan.tag(i + 1) in ("word", "adj") and scan.kind(*_attributed(scan, i)) in (ROLE, NAMED, THEY):
        return None if scan.denied(i) else Finding("judgement", i, _attributed(scan, i)[1], ROLE)
    if scan.tag(i + 1) == "word" and word in _CARELESS:
        return None if scan.denied(i) else Finding("judgement", i, i + 1, ROLE)
    if scan.low(i + 1) == "of" and scan.kind(*scan.phrase_after(i + 2)) in OTHERS | {ME, WE}:
        return None if scan.denied(i) else Finding("judgement", i, scan.phrase_after(i + 2)[1], ROLE)
    at = i
    while at and scan.tag(at - 1) in ("adv", "neg", "word", "conj", "to") and i - at < 4 and scan.tag(at - 1) != "aux":
        at -= 1
    if scan.low(at - 1) not in lex.BE | {"'d", "got", "became", "seemed"}:
        return None
    group, who = scan.said_of(at)
    aware = word in _VIRTUES
    others = OTHERS | {ME, PERHAPS} | ({THEY} if word in _CARELESS else set())
    if who.kind not in others and not (who.kind == WE and not aware and word not in ("unaware", "asleep", "tired")):
        return None
    negated = group.negated or any(scan.tag(k) == "neg" for k in range(at, i))
    if (
        group.modal
        or negated != aware
        or scan.hypothetical(group.start)
        or ({"is", "are"} & group.words and who.kind != NAMED)
    ):
        return None
    return Finding("judgement", scan.opening(who, group.start), i, who.kind)


def slow(scan: Scan, i: int) -> Finding | None:
    """ "took too long to", "responded too late", "was too slow", of somebody."""
    if scan.low(i - 1) != "too" and not (scan.low(i - 1) == "much" and scan.low(i - 2) == "too"):
        return None
    verb = next(
        (k for k in range(i - 2, max(-1, i - 7), -1) if scan.tag(k) == "past" or scan.low(k) in ("was", "were")), -1
    )
    if verb < 0:
        return None
    group, who = scan.said_of(verb)
    if who.kind not in OTHERS | {ME, WE} or group.modal or group.negated or scan.hypothetical(group.start):
        return None
    return Finding("judgement", scan.opening(who, group.start), i, who.kind)


def too(scan: Scan, i: int) -> Finding | None:
    """ "was too confident", of somebody."""
    if (
        scan.tag(i + 1) not in ("word", "past", "adj")
        or scan.low(i + 1) in _NOT_JUDGED
        or scan.low(i - 1) not in ("was", "were")
    ):
        return _overdone(scan, i)
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {ME, WE} or group.modal or group.negated or scan.hypothetical(group.start):
        return None
    return Finding("judgement", scan.opening(who, group.start), i + 1, who.kind)


def _overdone(scan: Scan, i: int) -> Finding | None:
    """ "set the limit far too low", of others."""
    if scan.low(i + 1) not in _DEGREES:
        return None
    verb = next(
        (k for k in range(i - 1, max(-1, i - 8), -1) if scan.tag(k) == "past" or scan.low(k) in ("set", "put")), -1
    )
    if verb < 0 or any(scan.tag(k) in ("sub", "break") for k in range(verb, i)):
        return None
    group, who = scan.said_of(verb)
    bad = who.kind not in OTHERS or not scan.done(group) or verbs.base_of(scan.low(verb)) in verbs.FINDINGS
    return None if bad else Finding("judgement", scan.opening(who, group.start), i + 1, who.kind)


def was_wrong(scan: Scan, i: int) -> Finding | None:
    """ "was wrong about", "was mistaken"."""
    if (
        scan.low(i - 1) not in ("was", "were", "completely", "simply", "plainly", "clearly")
        or scan.tag(i + 1) == "word"
    ):
        return None
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {ME, WE} or group.modal or group.negated or not group.words & {"was", "were"}:
        return None
    return Finding("judgement", scan.opening(who, group.start), i, who.kind)


def without_experience(scan: Scan, i: int) -> Finding | None:
    """ "did not have enough experience", of others."""
    first, last = scan.phrase_after(i + 1)
    if not _ATTENTION - {"care"} & {scan.low(k) for k in range(first, last + 1)}:
        return None
    group, who = scan.said_of(i)
    if not group.negated or group.modal or who.kind not in OTHERS:
        return None
    return Finding("judgement", scan.opening(who, group.start), last, who.kind)


def lacking(scan: Scan, i: int) -> Finding | None:
    """ "the engineer's lack of attention"."""
    if scan.low(i + 1) != "of" or scan.low(i + 2) not in _ATTENTION:
        return None
    finding = owned_fault(scan, i)
    return Finding("judgement", finding.first, i + 2, finding.kind) if finding else None


def _attributed(scan: Scan, i: int) -> tuple[int, int]:
    end = i + 1
    while scan.tag(end + 1) == "word" and end - i < 3 and not verbs.is_past(scan.low(end + 1)):
        end += 1
    return i + 1, end


def judgement_noun(scan: Scan, i: int) -> Finding | None:
    """ "out of carelessness", "negligence on the part of": a judgement whoever it is said of."""
    before = {scan.low(k) for k in range(max(0, i - 6), i)}
    if before & _PROSPECTS or scan.denied(i):
        return None
    return Finding("judgement", i, i, ROLE)


def fool(scan: Scan, i: int) -> Finding | None:
    """ "I was an idiot", "what an idiot"."""
    return None if scan.denied(i) or scan.tag(i + 1) == "word" else Finding("judgement", i, i, ROLE)


def responsibility(scan: Scan, i: int) -> Finding | None:
    """ "I take full responsibility", "it was my responsibility": taking the blame, which is not what is asked for."""
    if scan.low(i - 1) in ("my", "his", "her") and scan.low(i - 2) in ("was", "is"):
        return Finding("person_as_cause", i - 1, i, ME)
    verb = next((k for k in range(i - 1, max(-1, i - 4), -1) if scan.low(k) in ("take", "took", "bear")), -1)
    if verb < 0 or scan.tag(i + 1) == "prep" and scan.low(i + 1) != "for":
        return None
    who = scan.said_of(verb)[1]
    return Finding("person_as_cause", who.start, i, ME) if who.kind == ME else None


def badly(scan: Scan, i: int) -> Finding | None:
    """ "was handled badly", "communicated poorly": the passive hides who."""
    before = (k for k in range(i - 1, max(-1, i - 6), -1) if scan.low(k) in _DONE_BADLY)
    verb = next(before, i + 1)
    if scan.low(verb) not in _DONE_BADLY:
        return None
    group, who = scan.said_of(verb)
    kinds = SURE if not group.passive else SURE | {THING}
    return (
        Finding("judgement", group.start, max(verb, i), who.kind)
        if who.kind in kinds and scan.happened(group)
        else None
    )


def admonition(scan: Scan, i: int) -> Finding | None:
    """ "be more careful", "remind everyone to": asking people to try harder."""
    word = scan.low(i)
    if word in ("remind", "reminded", "discipline", "reprimand", "retrain"):
        first, last = scan.phrase_after(i + 1)
        last = next((k - 1 for k in range(first, last + 1) if scan.low(k) == "that"), last)
        return Finding("admonition", i, last, ROLE) if first <= last and scan.kind(first, last) in SURE else None
    if scan.low(i - 1) not in ("more", "extra", "very") or scan.low(i - 2) not in ("be", "being", "been"):
        return None
    return None if scan.denied(i - 2) else Finding("admonition", i - 2, i, NAMED)


def idiom(scan: Scan, i: int) -> Finding | None:
    """ "dropped the ball", "should have known better", "messed it up", with a person."""
    word = scan.low(i)
    found = next((tail for tail in IDIOMS[word] if tuple(scan.low(i + 1 + k) for k in range(len(tail))) == tail), None)
    if found is None:
        return None
    group, who = scan.said_of(i)
    allowed = OTHERS if word in ("struggled", "struggles", "lacked", "short", "slow") else SURE
    if who.kind not in allowed or group.negated or group.infinitive or (group.modal and word != "known"):
        return None
    if word in ("short", "slow") and not group.words & lex.BE and scan.low(i - 1) not in lex.BE:
        return None
    return Finding("judgement", scan.opening(who, i), i + len(found), who.kind)
