"""A person as the cause: "human error", judgements of character, blame, admonition."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import verbs
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import NAMED, OTHERS, PERHAPS, ROLE, SURE, THEY, I, WE

_LABEL_HEADS = frozenset("human user operator pilot engineer developer admin administrator people personnel manual".split())
_MEASURED = frozenset(
    "rate rates budget message messages count counts log logs page pages code codes handling report reports type types"
    " class margin prevention proof".split()
)
_RETURNS = frozenset("return returns returned returning show shows showed throw throws threw raise raises log logs logged see display displays".split())
_PROSPECTS = frozenset(
    "risk chance possibility potential prone reduce reduces reducing eliminate eliminates eliminating avoid avoids avoiding"
    " prevent prevents preventing remove minimise minimize likelihood opportunity against tolerate withstand protect guard"
    " susceptible resilient room scope future less fewer mitigate catch detect".split()
)
_CARELESS = frozenset("careless sloppy reckless negligent lazy incompetent irresponsible".split())
_TAKEN = frozenset("traffic requests users customers service services production site database cluster everything system systems".split())
_VIRTUES = frozenset("aware careful attentive diligent thorough vigilant".split())
_ATTENTION = frozenset("attention care knowledge experience diligence discipline focus understanding skill skills competence".split())
_CAUSAL: dict[str, frozenset[str]] = {
    "by": frozenset({"caused", "triggered", "broken", "induced"}) | lex.MISTAKES,
    "to": frozenset({"due", "down"}),
    "of": frozenset({"because"}),
}
_ABOUT_LEARNING = frozenset("learn learns learned learning learnt grow share sharing from".split())


def label(scan: Scan, i: int) -> Finding | None:
    """ "human error", "user error", "operator negligence" said to be what happened."""
    first = i - 1
    if scan.low(first) not in _LABEL_HEADS or (scan.low(first) == "manual" and scan.low(i) not in ("mistake", "mistakes")):
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
    if word in ("error", "slip", "misconfiguration", "typo", "call") and own and scan.low(first - 1) not in ("was", "is"):
        return None
    if scan.low(i + 1) in _MEASURED or scan.tag(i + 1) == "word" or learning or scan.denied(first):
        return None
    if word == "bad" and scan.tag(i + 1) == "adj":
        return None
    return Finding("made_mistake", first, i, WE if own else ROLE)


def judgement(scan: Scan, i: int) -> Finding | None:
    """ "the reviewer was careless", "a careless reviewer"; "careless" of a thing is left alone."""
    word = scan.low(i)
    if scan.tag(i + 1) in ("word", "adj") and scan.kind(*_attributed(scan, i)) in (ROLE, NAMED):
        return None if scan.denied(i) else Finding("judgement", i, _attributed(scan, i)[1], ROLE)
    if scan.tag(i + 1) == "word" and word in _CARELESS:
        return None if scan.denied(i) else Finding("judgement", i, i + 1, ROLE)
    if scan.low(i + 1) == "of" and scan.kind(*scan.phrase_after(i + 2)) in OTHERS:
        return None if scan.denied(i) else Finding("judgement", i, scan.phrase_after(i + 2)[1], ROLE)
    at = i
    while at and scan.tag(at - 1) in ("adv", "neg", "word", "conj", "to") and i - at < 4 and scan.tag(at - 1) != "aux":
        at -= 1
    if scan.low(at - 1) not in lex.BE | {"'d", "got", "became", "seemed"}:
        return None
    group, who = scan.said_of(at)
    aware = word in _VIRTUES
    others = OTHERS | {I, PERHAPS} | ({THEY} if word in _CARELESS else set())
    if who.kind not in others and not (who.kind == WE and not aware and word not in ("unaware", "asleep", "tired")):
        return None
    negated = group.negated or any(scan.tag(k) == "neg" for k in range(at, i))
    if group.modal or negated != aware or scan.hypothetical(group.start) or {"is", "are"} & group.words:
        return None
    return Finding("judgement", who.start if who.start <= who.end else group.start, i, who.kind)


def failure_of(scan: Scan, i: int) -> Finding | None:
    """ "the team's failure to test", "the operator's inability to"."""
    return owned_fault(scan, i) if scan.low(i + 1) == "to" else None


def made_by(scan: Scan, i: int) -> Finding | None:
    """ "the mistake was made by a new colleague", "the wrong branch was deployed by an engineer"."""
    before = [scan.low(k) for k in range(max(0, i - 8), i)]
    group = scan.said_of(i - 1)[0]
    if not group.passive or not ("wrong" in before or set(before) & lex.MISTAKES):
        return None
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
            if who.kind in OTHERS | {I}:
                bad = group.modal or group.negated or group.passive or group.infinitive or scan.hypothetical(group.start)
                found = verbs.base_of(scan.low(k)) in verbs.FINDINGS
                return None if bad or found else Finding("person_as_cause", who.start if not who.inherited else group.start, k, who.kind)
        if scan.tag(k) == "break" and scan.low(k) != ",":
            return None
    return None


def slow(scan: Scan, i: int) -> Finding | None:
    """ "took too long to", "responded too late", "was too slow", of somebody."""
    if scan.low(i - 1) != "too" and not (scan.low(i - 1) == "much" and scan.low(i - 2) == "too"):
        return None
    verb = next((k for k in range(i - 2, max(-1, i - 7), -1) if scan.tag(k) == "past" or scan.low(k) in ("was", "were")), -1)
    if verb < 0:
        return None
    group, who = scan.said_of(verb)
    if who.kind not in OTHERS | {I, WE} or group.modal or group.negated or scan.hypothetical(group.start):
        return None
    return Finding("judgement", who.start if not who.inherited else group.start, i, who.kind)


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
    if scan.low(last) in ("people", "everyone", "everybody", "individuals") or scan.tag(i + 1) == "quant":
        return None
    if kind not in OTHERS | {I} or scan.denied(i) or scan.hypothetical(i) or scan.low(last + 1) in ("not", "'s"):
        return None
    group = scan.said_of(i - 1)[0] if scan.low(i) == "by" else None
    if group is not None and (group.modal or group.negated):
        return None
    begin = i - 1 if scan.low(i) in ("by", "of", "to") else i
    return Finding("person_as_cause", begin, last, kind)


def root_cause(scan: Scan, i: int) -> Finding | None:
    """ "the root cause was the on-call engineer"."""
    if scan.low(i - 1) not in ("root", "main", "primary", "real"):
        return None
    k = i + 1
    while scan.low(k) in ("was", "is", ":", "of", "this", "the", "outage", "incident", "-"):
        k += 1
    first, last = scan.phrase_after(k)
    while first > i + 1 and scan.tag(first - 1) == "det":
        first -= 1
    if first > last or scan.kind(first, last) not in OTHERS or scan.tag(first) == "pron":
        return None
    return Finding("person_as_cause", first, last, ROLE) if scan.tag(last + 1) in ("past", "break", "punct", "sub", "ing") else None


def brought_about(scan: Scan, i: int) -> Finding | None:
    """ "the contractor caused the outage", "Sam broke production": of others, and of oneself in the singular."""
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {I} or group.modal or group.negated or group.infinitive or group.passive or scan.hypothetical(group.start):
        return None
    first, last = scan.phrase_after(i + 1)
    words = {scan.low(k) for k in range(first, last + 1)}
    known = words & lex.OUTAGES if scan.low(i) in ("caused", "introduced", "triggered") else words - {"down"}
    if not known or (scan.low(i) == "took" and "down" not in {scan.low(k) for k in range(i + 1, i + 6)}):
        return None
    if scan.low(i) in ("broke", "crashed", "took") and (words & {"silence", "ice", "tie", "part"} or scan.low(last + 1) == "to"):
        return None
    return Finding("person_as_cause", who.start if not who.inherited else i, last, who.kind)


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
    if who.kind not in SURE or group.negated or group.modal or not (group.words & lex.BE or scan.low(phrase - 1) in lex.BE):
        return None
    return Finding("person_as_cause", who.start, i, who.kind)


def admonition(scan: Scan, i: int) -> Finding | None:
    """ "be more careful", "remind everyone to": asking people to try harder."""
    word = scan.low(i)
    if word in ("remind", "reminded", "discipline", "reprimand", "retrain"):
        first, last = scan.phrase_after(i + 1)
        return Finding("admonition", i, last, ROLE) if first <= last and scan.kind(first, last) in SURE else None
    if scan.low(i - 1) not in ("more", "extra", "very") or scan.low(i - 2) not in ("be", "being", "been"):
        return None
    return None if scan.denied(i - 2) else Finding("admonition", i - 2, i, NAMED)


_IDIOMS: dict[str, tuple[tuple[str, ...], ...]] = {
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
    "lacked": (("the", "experience"), ("experience",), ("the", "knowledge"), ("knowledge",), ("the", "skills"), ("skills",)),
    "short": (("on",),),
    "had": (("no", "idea"), ("no", "clue")),
}


def idiom(scan: Scan, i: int) -> Finding | None:
    """ "dropped the ball", "should have known better", "messed it up", with a person."""
    word = scan.low(i)
    found = next((tail for tail in _IDIOMS[word] if tuple(scan.low(i + 1 + k) for k in range(len(tail))) == tail), None)
    if found is None:
        return None
    group, who = scan.said_of(i)
    allowed = OTHERS if word in ("struggled", "struggles", "lacked", "short") else SURE
    if who.kind not in allowed or group.negated or group.infinitive or (group.modal and word != "known"):
        return None
    if word == "short" and not group.words & lex.BE and scan.low(i - 1) not in lex.BE:
        return None
    return Finding("judgement", who.start if not who.inherited else i, i + len(found), who.kind)
