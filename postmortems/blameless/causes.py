"""A person in the place of the cause: "human error", "our mistake", "caused by an engineer", blame."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import verbs
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import ME, OTHERS, ROLE, SURE, THEY, WE, Subject

_LABEL_HEADS = words(
    "human rookie silly stupid amateur dumb user operator pilot engineer developer admin administrator people personnel"
    " manual"
)
_MEASURED = words(
    "rate rates budget message messages count counts log logs page pages code codes handling report reports type"
    " types class margin prevention proof"
)
_RETURNS = words(
    "return returns returned returning show shows showed throw throws threw raise raises log logs logged see"
    " display displays"
)
_PROSPECTS = words(
    "risk chance possibility potential prone reduce reduces reducing eliminate eliminates eliminating avoid"
    " avoids avoiding prevent prevents preventing remove minimise minimize likelihood opportunity against tolerate"
    " withstand protect guard susceptible resilient room scope future less fewer mitigate catch detect"
)
_LEADING = words("was is : of for this the outage incident failure problem downtime - that")
_TAKEN = words(
    "traffic requests users customers service services production site database cluster everything system systems"
)
_CAUSAL: dict[str, frozenset[str]] = {
    "by": frozenset({"caused", "triggered", "broken", "induced"}) | lex.MISTAKES,
    "to": frozenset({"due", "down"}),
    "of": frozenset({"because"}),
}
_ABOUT_LEARNING = words("learn learns learned learning learnt grow share sharing from")


def label(scan: Scan, i: int) -> Finding | None:
    """ "human error", "user error", "operator negligence" said to be what happened."""
    first = i - 1
    if scan.low(first) not in _LABEL_HEADS or (
        scan.low(first) == "manual" and scan.low(i) not in ("mistake", "mistakes", "error")
    ):
        return None
    if scan.low(i + 1) in _MEASURED or (scan.low(i) == "errors" and scan.low(first) != "human"):
        return None
    before = {scan.low(k) for k in range(max(0, first - 6), first)}
    if before & _PROSPECTS or scan.low(first - 1) in _RETURNS or scan.low(first - 2) in _RETURNS or scan.denied(first):
        return None
    if scan.tag(i + 1) in ("aux", "modal") and any(scan.tag(k) == "neg" for k in range(i + 2, i + 5)):
        return None
    return Finding("human_error", first, i, ROLE)


def owned_fault(scan: Scan, i: int) -> Finding | None:
    """ "our mistake", "the admin's negligence", "my fault"; not what "our mistakes taught us"."""
    first = i - 1
    while scan.tag(first) in ("adj", "word", "adv") and i - first < 4 and scan.low(first) not in lex.OWN_FAULTS:
        first -= 1
    if scan.tag(first) == "poss":
        start, end = first, first - 1
        while start and first - start < 4 and scan.tag(start - 1) in ("det", "word", "adj", "num"):
            start -= 1
        if start > end or scan.kind(start, end) not in SURE:
            return None
        first = start
    elif scan.low(first) not in ("my", "our", "his", "her"):
        return None
    own = scan.low(first) in ("my", "our")
    word = scan.low(i)
    learning = {scan.low(k) for k in range(max(0, first - 5), first)} & _ABOUT_LEARNING
    stands = scan.low(first - 1) in ("was", "is") or scan.tag(i + 1) in ("break", "punct")
    if word in ("error", "slip", "misconfiguration", "typo", "call") and own and not stands:
        return None
    if scan.low(i + 1) in _MEASURED or scan.tag(i + 1) == "word" or learning or scan.denied(first):
        return None
    if word == "doing" and scan.tag(i + 1) not in ("break", "punct"):
        return None
    if word == "bad" and scan.tag(i + 1) == "adj":
        return None
    return Finding("made_mistake", first, i, WE if own else ROLE)


def failure_of(scan: Scan, i: int) -> Finding | None:
    """ "the team's failure to test", "the operator's inability to"."""
    if scan.low(i + 1) == "of":
        first, last = scan.phrase_after(i + 2)
        named = first <= last and scan.low(last + 1) == "to" and scan.kind(first, last) in SURE | {THEY}
        return Finding("made_mistake", i, last, ROLE) if named and not scan.denied(i) else None
    return owned_fault(scan, i) if scan.low(i + 1) == "to" else None


def made_by(scan: Scan, i: int) -> Finding | None:
    """ "the mistake was made by a new colleague", "the wrong branch was deployed by an engineer"."""
    before = [scan.low(k) for k in range(max(0, i - 8), i)]
    group = scan.said_of(i - 1)[0]
    blamed = set(before) & lex.MISTAKES and scan.low(i - 1) in ("made", "committed", "introduced")
    if not blamed and not (group.passive and ("wrong" in before or set(before) & lex.MISTAKES)):
        return None
    first, last = scan.phrase_after(i + 1)
    if first <= last and scan.kind(first, last) == THEY:
        return Finding("person_as_cause", i, last, THEY)
    return _person_after(scan, i)


def effect(scan: Scan, i: int) -> Finding | None:
    """ "an engineer restarted the broker, causing the outage": who did it in the place of what was done."""
    if scan.low(i) in ("resulting", "leading") and scan.low(i + 1) not in ("in", "to"):
        return None
    if not (lex.OUTAGES | _TAKEN) & {scan.low(k) for k in range(i + 1, i + 8)}:
        return None
    for k in range(i - 1, max(-1, i - 26), -1):
        if scan.tag(k) == "past":
            group, who = scan.said_of(k)
            if who.kind in OTHERS | {ME}:
                bad = not scan.done(group)
                found = verbs.base_of(scan.low(k)) in verbs.FINDINGS
                return None if bad or found else Finding("person_as_cause", scan.opening(who, group.start), k, who.kind)
        if scan.tag(k) == "break" and scan.low(k) != ",":
            return None
    return None


def on_me(scan: Scan, i: int) -> Finding | None:
    """ "this one is on me", "that's on him"."""
    ends = scan.low(i + 1) in ("me", "him", "her", "us") and scan.tag(i + 2) in ("break", "punct", "conj")
    return (
        Finding("person_as_cause", i, i + 1, ME)
        if ends and scan.low(i - 1) in ("is", "'s", "was", "all") and i < 5
        else None
    )


def caused_by(scan: Scan, i: int) -> Finding | None:
    """ "caused by an engineer …", "due to a developer who …", "because of Sam": a person in the place of the cause."""
    if scan.low(i - 1) not in _CAUSAL[scan.low(i)]:
        return None
    return _person_after(scan, i)


def _person_after(scan: Scan, i: int) -> Finding | None:
    first, last = scan.phrase_after(i + 1)
    if first > last or scan.tag(first) == "pron" and scan.low(first) not in ("someone", "somebody", "him", "her", "me"):
        return None
    kind = scan.kind(first, last)
    if scan.low(last) in ("people", "everyone", "everybody", "individuals") or scan.low(i + 1) in (
        "many",
        "several",
        "most",
    ):
        return None
    if kind not in OTHERS | {ME} or scan.denied(i) or scan.hypothetical(i) or scan.low(last + 1) in ("not", "'s"):
        return None
    group = scan.said_of(i - 1)[0] if scan.low(i) == "by" else None
    if group is not None and (group.modal or group.negated):
        return None
    begin = i - 1 if scan.low(i) in ("by", "of", "to") else i
    return Finding("person_as_cause", begin, last, kind)


def root_cause(scan: Scan, i: int) -> Finding | None:
    """ "the root cause was the on-call engineer"."""
    root = scan.low(i) in ("culprit", "cause") and (
        scan.low(i) == "culprit" or scan.low(i - 1) in ("root", "main", "primary", "real")
    )
    k = i + 1
    while scan.low(k) in _LEADING:
        k += 1
    said = scan.low(k - 1) == "that"
    first, last = scan.phrase_after(k)
    while first > i + 1 and scan.tag(first - 1) == "det":
        first -= 1
    if first > last or scan.kind(first, last) not in OTHERS | {THEY} or scan.low(first) == "they":
        return None
    if scan.low(last + 1) == "of":
        last = max(last, scan.phrase_after(last + 2)[1])
    if said and scan.tag(last + 1) in ("past", "aux") and scan.low(last + 1) not in ("could", "was", "is"):
        return Finding("person_as_cause", first, last, ROLE)
    return (
        Finding("person_as_cause", first, last, ROLE)
        if root and scan.tag(last + 1) in ("past", "break", "punct", "sub", "ing")
        else None
    )


def brought_about(scan: Scan, i: int) -> Finding | None:
    """ "the contractor caused the outage", "Sam broke production": of others, and of oneself in the singular."""
    group, who = scan.said_of(i)
    allowed = who.kind in OTHERS | {ME} or _work_of_somebody(scan, who)
    if not allowed or not scan.done(group):
        return None
    first, last = scan.phrase_after(i + 1)
    words = {scan.low(k) for k in range(first, last + 1)}
    known = (
        words & (lex.OUTAGES | {"this", "it", "that"})
        if scan.low(i) in ("caused", "introduced", "triggered")
        else words - {"down"}
    )
    if not known or (scan.low(i) == "took" and "down" not in {scan.low(k) for k in range(i + 1, i + 6)}):
        return None
    if scan.low(i) in ("broke", "crashed", "took") and (
        words & {"silence", "ice", "tie", "part"} or scan.low(last + 1) == "to"
    ):
        return None
    return Finding("person_as_cause", scan.opening(who, i), last, who.kind)


def _work_of_somebody(scan: Scan, who: Subject) -> bool:
    """ "Karim's change", where what it did follows."""
    if who.start > who.end or scan.low(who.end) not in lex.OWN_WORK:
        return False
    at = next((k for k in range(who.start, who.end) if scan.tag(k) == "poss"), -1)
    return at > who.start and scan.kind(who.start, at - 1) in OTHERS


def blamed(scan: Scan, i: int) -> Finding | None:
    """ "X is to blame", "at fault", "responsible for the outage", where X is a person."""
    phrase = i - 1
    if scan.low(i) == "responsible":
        outage = {scan.low(k) for k in range(i + 2, i + 6)} & lex.OUTAGES
        if scan.low(i + 1) != "for" or not outage:
            return None
        phrase = i
    elif (scan.low(i - 1), scan.low(i)) not in (("to", "blame"), ("at", "fault")):
        return None
    group, who = scan.said_of(phrase)
    if (
        who.kind not in SURE
        or group.negated
        or group.modal
        or not (group.words & lex.BE or scan.low(phrase - 1) in lex.BE)
    ):
        return None
    return Finding("person_as_cause", who.start, i, who.kind)
