"""A person whose act went another way than meant: by accident, on the wrong one, without looking."""

from __future__ import annotations

from postmortems.blameless import reframing, verbs
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import (
    CLIENT,
    ME,
    NONE,
    OTHERS,
    PERHAPS,
    SURE,
    THEY,
    Group,
)

ACCIDENTAL = words(
    "accidentally mistakenly inadvertently incorrectly wrongly erroneously unintentionally unwittingly carelessly"
    " negligently recklessly improperly prematurely unknowingly hastily sloppily foolishly stupidly"
    " thoughtlessly blindly irresponsibly"
)
_SAFEGUARDS = words(
    "approval review testing permission authorisation authorization notice consultation consulting tests"
)
_GIVEN = words("enter type use set put choose select apply configure deploy push give send provide write merge pass")
_BY_HAND = words("press type click pick enter pull unplug plug flip push turn choose")
_SECRETS = words("password passwords credential credentials secret secrets token tokens key keys passphrase")


def accident(scan: Scan, i: int) -> Finding | None:
    """accidentally, wrongly, by mistake, with a person who acts."""
    phrase = range(i, i + 1)
    if scan.low(i) in ("mistake", "accident", "error"):
        if scan.low(i - 1) not in ("by", "in"):
            return None
        phrase = range(i - 1, i + 1)
    verb = _acting(scan, phrase)
    if verb is None:
        return None
    group, who = scan.said_of(verb)
    if not scan.happened(group):
        return None
    if group.passive:
        return _by_somebody(scan, verb, group, "accident")
    if verbs.base_of(scan.low(verb)) in verbs.FINDINGS - {"fix", "report", "say", "tell", "correct"}:
        return None
    human = scan.low(i) not in ("incorrectly", "wrongly", "erroneously", "improperly", "prematurely", "error")
    if who.kind not in (SURE | {THEY, CLIENT, PERHAPS} if human else SURE):
        return None
    after = range(0) if phrase.start < verb else phrase
    made = reframing.possible(scan, who, group.start, verb, after or phrase)
    last = max(verb, phrase.stop - 1)
    return Finding("accident", scan.opening(who, group.start), last if last - verb < 8 else verb, who.kind, made)


def _acting(scan: Scan, phrase: range) -> int | None:
    """The past-tense verb the adverb belongs to."""
    if scan.tag(phrase.stop) in ("past", "adv", "aux"):
        for k in range(phrase.stop, phrase.stop + 3):
            if scan.tag(k) == "past":
                return k
    for k in range(phrase.start - 1, max(-1, phrase.start - 22), -1):
        if scan.tag(k) == "past" or scan.low(k) in ("put", "set", "did", "had"):
            return k
        if scan.low(k) in (";", ":", "because", "that", "which", "who", "if"):
            return None
    return None


def wrong_object(scan: Scan, i: int) -> Finding | None:
    """ "picked the wrong host", "did it wrong", with a person who acts; finding something wrong is no fault."""
    attributive = scan.tag(i - 1) == "det" and scan.tag(i + 1) in ("word", "code", "adj", "num", "ing")
    ends = scan.tag(i + 1) in ("break", "punct", "conj", "adv", "det")
    manner = scan.low(i) == "wrong" and scan.tag(i - 1) in ("pron", "word") and ends and i > 1
    if not (attributive or manner):
        return None
    for k in range(i - 1, max(-1, i - 12), -1):
        if scan.tag(k) == "past" or scan.low(k) in ("did", "had", "got", "put", "set"):
            break
        if scan.tag(k) in ("sub", "break", "modal"):
            return None
    else:
        return None
    base = verbs.base_of(scan.low(k))
    if base in verbs.FINDINGS or (manner and scan.low(k) not in ("did", "got", "set", "had")):
        return None
    if scan.low(i) == "incorrect" and base not in _GIVEN:
        return None
    group, who = scan.said_of(k)
    if not scan.happened(group) or (
        not group.passive and who.kind not in (SURE | {THEY, PERHAPS} if base in _BY_HAND else SURE)
    ):
        return None
    if group.passive:
        return _by_somebody(scan, k, group, "wrong_object")
    made = reframing.possible(scan, who, group.start, k, range(0)) if attributive else None
    return Finding("wrong_object", scan.opening(who, group.start), i, who.kind, made)


def ended_up(scan: Scan, i: int) -> Finding | None:
    """ "managed to delete", "ended up deleting"."""
    base = verbs.base_of(scan.low(i + 2))
    if (
        base not in verbs.HARM
        or scan.low(i + 1) not in ("to", "up")
        or (base in ("take", "bring") and scan.low(i + 3) != "down")
    ):
        return None
    group, who = scan.said_of(i)
    if who.kind not in SURE or not scan.happened(group):
        return None
    return Finding("accident", scan.opening(who, group.start), i + 2, who.kind)


def instead(scan: Scan, i: int) -> Finding | None:
    """ "ran it on production instead of staging", of one person."""
    verb = _acting(scan, range(i, i + 1)) if scan.low(i + 1) == "of" else None
    if verb is None or verbs.base_of(scan.low(verb)) in verbs.FINDINGS:
        return None
    group, who = scan.said_of(verb)
    bad = not scan.done(group)
    return (
        None
        if bad or who.kind not in OTHERS | {ME}
        else Finding("wrong_object", scan.opening(who, group.start), verb, who.kind)
    )


def insecure(scan: Scan, i: int) -> Finding | None:
    """ "had reused their password", "committed a token", of a person."""
    if not _SECRETS & {scan.low(k) for k in range(i + 1, i + 6)}:
        return None
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {ME} or group.modal or group.negated or group.infinitive or group.passive:
        return None
    return (
        None if scan.hypothetical(group.start) else Finding("wrong_object", scan.opening(who, group.start), i, who.kind)
    )


def _by_somebody(scan: Scan, verb: int, group: Group, pattern: str) -> Finding | None:
    """ "was accidentally deleted by a developer": the agent of a passive, when it is a person."""
    for k in range(verb + 1, scan.clause_end(verb) + 1):
        if scan.low(k) == "by":
            first, last = scan.phrase_after(k + 1)
            kind = scan.kind(first, last) if first <= last else NONE
            return Finding(pattern, group.start, last, kind) if kind in OTHERS | {ME, THEY} else None
    return None


def without_looking(scan: Scan, i: int) -> Finding | None:
    """ "merged it without testing", "deployed without approval", of a person."""
    at = i + 2 if scan.tag(i + 1) == "det" or scan.low(i + 1) in ("proper", "prior", "any", "even", "once") else i + 1
    word = scan.low(at)
    pressed = scan.low(i + 1) in ("even", "once") and word.endswith("ing")
    if verbs.GERUND.get(word) not in verbs.VIGILANCE | {"consult", "wait"} and word not in _SAFEGUARDS and not pressed:
        return None
    verb = _acting(scan, range(i, i + 1))
    if verb is None:
        return None
    group, who = scan.said_of(verb)
    reading = pressed or verbs.GERUND.get(word) in ("read", "look", "ask", "think")
    if who.kind not in (SURE | {THEY} if reading else SURE) or not scan.done(group):
        return None
    made = reframing.possible(scan, who, group.start, verb, range(0))
    return Finding("did_not", scan.opening(who, group.start), at, who.kind, made)
