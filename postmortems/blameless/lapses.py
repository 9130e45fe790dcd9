"""A person as the subject of a failure: forgot, failed to, did not check, by mistake, the wrong one, made an error."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import reframing, verbs
from postmortems.blameless.hints import Reframing
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import CLIENT, LIKELY, NAMED, NOBODY, NONE, OTHERS, PERHAPS, ROLE, SURE, THEY, I, WE, Group, Subject

ACCIDENTAL = frozenset(
    "accidentally mistakenly inadvertently incorrectly wrongly erroneously unintentionally unwittingly carelessly"
    " negligently recklessly improperly prematurely unknowingly hastily sloppily foolishly stupidly".split()
)
_TARGETS = frozenset("slo slos sla slas target targets deadline deadlines goal mark".split())
_SAFEGUARDS = frozenset("approval review testing permission authorisation authorization notice consultation consulting tests".split())
_OPEN = frozenset("open running enabled disabled unattended unlocked unprotected exposed uncommitted unfinished".split())
_GIVEN = frozenset("enter type use set put choose select apply configure deploy push give send provide write merge pass".split())
_SECRETS = frozenset("password passwords credential credentials secret secrets token tokens key keys passphrase".split())


def lapse(scan: Scan, i: int) -> Finding | None:
    """forgot, overlooked, misread …; for verbs that programs share, only of somebody who is surely a person."""
    word = scan.low(i)
    if word in ("forgetting", "neglecting", "overlooking", "misreading", "misunderstanding", "ignoring"):
        return _gerund(scan, i)
    group, who = scan.said_of(i)
    if group.negated or group.modal or group.infinitive or scan.hypothetical(group.start):
        return None
    if group.passive:
        agentless = word in ("forgotten", "overlooked", "neglected") and not _by_thing(scan, i) and who.kind != NONE
        return Finding("hidden_agent", group.start, i, reframing=None) if agentless else None
    kinds = LIKELY if word in verbs.LAPSES else SURE
    if who.kind not in kinds or (who.kind == PERHAPS and who.start == 0 and scan.tag(0) != "word"):
        return None
    if word == "missed" and (_TARGETS & {scan.low(k) for k in range(i + 1, i + 5)} or scan.tag(i + 1) not in ("det", "code", "sub")):
        return None
    return Finding("lapse", _first(who, group), i, who.kind, _turned(scan, who, group, i))


def _turned(scan: Scan, who: Subject, group: Group, i: int) -> Reframing | None:
    word = scan.low(i)
    if word.startswith("forgot"):
        return reframing.unreminded(scan, who, group.start, i)
    if word in ("skipped", "bypassed"):
        return reframing.let(scan, who, group.start, i)
    if word in ("overlooked", "missed", "ignored", "disregarded", "neglected"):
        return reframing.unseen(scan, who, group.start, i)
    return reframing.possible(scan, who, group.start, i, range(0)) if word == "misconfigured" else None


def _gerund(scan: Scan, i: int) -> Finding | None:
    """ "due to an engineer forgetting …": the phrase before it, governed by a cause."""
    begin = i
    while begin and i - begin < 6 and scan.tag(begin - 1) in ("det", "word", "adj", "num", "quant", "pron", "poss"):
        begin -= 1
    if begin == i or scan.kind(begin, i - 1) not in SURE | {THEY} or scan.low(begin - 1) not in ("to", "of", "by", "was", "from"):
        return None
    hazard = {scan.low(k) for k in range(begin - 4, begin)} & {"risk", "chance", "possibility", "case", "prevent", "likelihood"}
    return None if hazard or scan.hypothetical(begin) else Finding("lapse", begin, i, ROLE)


def failed_to(scan: Scan, i: int) -> Finding | None:
    """failed to, neglected to, did not bother to: of persons only, since systems fail to do things every day."""
    if scan.low(i + 1) != "to":
        return None
    group, who = scan.said_of(i)
    if group.negated or group.modal or group.infinitive or who.kind not in SURE or scan.hypothetical(group.start):
        return None
    finding = Finding("failed_to", _first(who, group), min(i + 2, len(scan.tokens) - 1), who.kind)
    finding.reframing = reframing.unprompted(scan, who, group.start, i + 2) if i + 2 < len(scan.tokens) else None
    return finding


def did_not(scan: Scan, i: int) -> Finding | None:
    """did not, had not, was not + what people are expected to watch for."""
    verb = i + 1
    while scan.tag(verb) in ("adv", "aux"):
        verb += 1
    base = verbs.base_of(scan.low(verb))
    if scan.low(i) == "never" and not verbs.is_past(scan.low(verb)):
        return None
    if base not in verbs.VIGILANCE:
        return None
    group, who = scan.said_of(verb)
    kinds = OTHERS | {I} if base in ("see", "read", "understand", "know", "tell", "pay", "ask", "inform", "think") else OTHERS | {I, WE}
    if base == "know" and who.kind != NAMED:
        return None
    present = {"do", "does", "is", "are", "am", "'re", "'m", "has", "'ve"} & group.words
    if who.kind not in kinds or group.modal or scan.hypothetical(group.start) or present:
        return None
    if who.kind == WE and scan.tag(verb) == "ing":
        return None
    return Finding("did_not", _first(who, group), verb, who.kind, reframing.unprompted(scan, who, group.start, verb))


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
    if group.modal or group.infinitive or group.negated or scan.hypothetical(group.start):
        return None
    if group.passive:
        return _by_somebody(scan, verb, group, "accident")
    human = scan.low(i) not in ("incorrectly", "wrongly", "erroneously", "improperly", "prematurely", "error")
    if who.kind not in (SURE | {THEY, CLIENT, PERHAPS} if human else SURE):
        return None
    after = range(0) if phrase.start < verb else phrase
    made = reframing.possible(scan, who, group.start, verb, after or phrase)
    last = max(verb, phrase.stop - 1)
    return Finding("accident", _first(who, group), last if last - verb < 8 else verb, who.kind, made)


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
    if group.modal or group.negated or group.infinitive or scan.hypothetical(group.start) or (not group.passive and who.kind not in SURE):
        return None
    if group.passive:
        return _by_somebody(scan, k, group, "wrong_object")
    made = reframing.possible(scan, who, group.start, k, range(0)) if attributive else None
    return Finding("wrong_object", _first(who, group), i, who.kind, made)


def made_mistake(scan: Scan, i: int) -> Finding | None:
    """ "made a typo", "took a hasty decision", "had made the same mistake"."""
    first, last = scan.phrase_after(i + 1)
    words = [scan.low(k) for k in range(first, last + 1)]
    if not words or first > last:
        return None
    at = next((k for k, word in enumerate(words) if word in lex.MISTAKES), -1)
    if at < 0:
        at = next((k for k, word in enumerate(words) if k and word in lex.CHOICES and words[k - 1] in lex.BAD), -1)
    if at < 0 or words[0] in ("no", "any"):
        return None
    group, who = scan.said_of(i)
    if who.kind not in SURE | {THEY, CLIENT, PERHAPS} or group.modal or group.negated or group.infinitive or group.passive:
        return None
    if scan.hypothetical(group.start) or (who.kind in (THEY, PERHAPS) and scan.low(i) in ("had", "has")):
        return None
    made = None
    if who.kind != NONE and not who.inherited and words[0] in ("a", "an", "one"):
        end = scan.clause_end(i)
        made = reframing.put(scan, who.start, end, "nothing in the system caught", (i + 1, end))
    return Finding("made_mistake", _first(who, group), first + at, who.kind, made)


def insecure(scan: Scan, i: int) -> Finding | None:
    """ "had reused their password", "committed a token", of a person."""
    if not _SECRETS & {scan.low(k) for k in range(i + 1, i + 6)}:
        return None
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {I} or group.modal or group.negated or group.infinitive or group.passive:
        return None
    return None if scan.hypothetical(group.start) else Finding("wrong_object", _first(who, group), i, who.kind)


def _by_somebody(scan: Scan, verb: int, group: Group, pattern: str) -> Finding | None:
    """ "was accidentally deleted by a developer": the agent of a passive, when it is a person."""
    for k in range(verb + 1, scan.clause_end(verb) + 1):
        if scan.low(k) == "by":
            first, last = scan.phrase_after(k + 1)
            kind = scan.kind(first, last) if first <= last else NONE
            return Finding(pattern, group.start, last, kind) if kind in OTHERS | {I, THEY} else None
    return None


def without_looking(scan: Scan, i: int) -> Finding | None:
    """ "merged it without testing", "deployed without approval", of a person."""
    word = scan.low(i + 1)
    if verbs.GERUND.get(word) not in verbs.VIGILANCE | {"consult", "wait"} and word not in _SAFEGUARDS:
        return None
    verb = _acting(scan, range(i, i + 1))
    if verb is None:
        return None
    group, who = scan.said_of(verb)
    if who.kind not in SURE or group.modal or group.negated or group.infinitive or group.passive or scan.hypothetical(group.start):
        return None
    made = reframing.possible(scan, who, group.start, verb, range(0))
    return Finding("did_not", _first(who, group), i + 1, who.kind, made)


def left_behind(scan: Scan, i: int) -> Finding | None:
    """ "somebody left the port open"."""
    if not _OPEN & {scan.low(k) for k in range(i + 2, i + 8)}:
        return None
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {I} or group.modal or group.negated or group.infinitive or group.passive or scan.hypothetical(group.start):
        return None
    return Finding("lapse", _first(who, group), i, who.kind)


def bothered(scan: Scan, i: int) -> Finding | None:
    """ "nobody bothered to look", "no one thought to ask"."""
    if scan.low(i + 1) != "to":
        return None
    group, who = scan.said_of(i)
    return None if who.kind != NOBODY or group.modal else Finding("did_not", _first(who, group), i + 1, who.kind)


def _by_thing(scan: Scan, i: int) -> bool:
    return scan.low(i + 1) == "by" and scan.kind(*scan.phrase_after(i + 2)) not in SURE


def _first(who: Subject, group: Group) -> int:
    return who.start if who.start <= who.end and not who.inherited else group.start


__all__ = ["ACCIDENTAL", "accident", "bothered", "did_not", "failed_to", "insecure", "lapse", "made_mistake", "wrong_object"]
