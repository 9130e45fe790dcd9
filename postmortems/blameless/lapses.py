"""A person as the subject of a failure: forgot, failed to, did not check, made an error."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import reframing, verbs
from postmortems.blameless.hints import Reframing
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import (
    CLIENT,
    LIKELY,
    ME,
    NAMED,
    NOBODY,
    NONE,
    OTHERS,
    PERHAPS,
    ROLE,
    SURE,
    THEY,
    WE,
    Group,
    Subject,
)

_TARGETS = words("slo slos sla slas target targets deadline deadlines goal mark")
_MINDFUL = words("realise realize think remember anticipate bother double-check doublecheck communicate tell foresee")
# "was not told": it happened to them.
_SPARED = words("tell inform notify ask involve consult communicate announce mention")
_OPEN = words("open running enabled disabled unattended unlocked unprotected exposed uncommitted unfinished")


def lapse(scan: Scan, i: int) -> Finding | None:
    """forgot, overlooked, misread …; for verbs that programs share, only of somebody who is surely a person."""
    word = scan.low(i)
    if word in ("forgetting", "neglecting", "overlooking", "misreading", "misunderstanding", "ignoring"):
        return _gerund(scan, i)
    group, who = scan.said_of(i)
    if not scan.happened(group):
        return None
    if group.passive:
        agentless = word in ("forgotten", "overlooked", "neglected") and not _by_thing(scan, i) and who.kind != NONE
        if word in verbs.LAPSES and scan.low(i + 1) == "by" and not _by_thing(scan, i):
            return Finding("lapse", group.start, scan.phrase_after(i + 2)[1], ROLE)
        return Finding("hidden_agent", group.start, i) if agentless else None
    kinds = LIKELY if word in verbs.LAPSES else SURE
    if who.kind not in kinds or (who.kind == PERHAPS and who.start == 0 and scan.tag(0) != "word"):
        return None
    if word == "missed" and (
        _TARGETS & {scan.low(k) for k in range(i + 1, i + 5)} or scan.tag(i + 1) not in ("det", "code", "sub", "pron")
    ):
        return None
    return Finding("lapse", scan.opening(who, group.start), i, who.kind, _turned(scan, who, group, i))


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
    if i == 0:
        return _opening(scan)
    begin = i
    while begin and i - begin < 6 and scan.tag(begin - 1) in ("det", "word", "adj", "num", "quant", "pron", "poss"):
        begin -= 1
    if (
        begin == i
        or scan.kind(begin, i - 1) not in SURE | {THEY}
        or scan.low(begin - 1) not in ("to", "of", "by", "was", "from")
    ):
        return None
    hazard = {scan.low(k) for k in range(begin - 4, begin)} & {
        "risk",
        "chance",
        "possibility",
        "case",
        "prevent",
        "likelihood",
    }
    return None if hazard or scan.hypothetical(begin) else Finding("lapse", begin, i, ROLE)


def _opening(scan: Scan) -> Finding | None:
    """ "Ignoring the warning, the operator went on"."""
    comma = next((k for k in range(1, min(16, len(scan.tokens))) if scan.low(k) == ","), -1)
    if comma < 0:
        return None
    first, last = scan.phrase_after(comma + 1)
    named = first <= last and scan.kind(first, last) in SURE | {THEY}
    return Finding("lapse", 0, last, ROLE) if named and scan.tag(last + 1) in ("past", "aux", "adv") else None


def failed_to(scan: Scan, i: int) -> Finding | None:
    """failed to, neglected to, did not bother to: of persons only, since systems fail to do things every day."""
    if scan.low(i + 1) != "to":
        return None
    group, who = scan.said_of(i)
    if group.negated or group.modal or group.infinitive or who.kind not in SURE or scan.hypothetical(group.start):
        return None
    finding = Finding("failed_to", scan.opening(who, group.start), min(i + 2, len(scan.tokens) - 1), who.kind)
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
    if base not in verbs.VIGILANCE | verbs.DUTIES:
        return None
    if base in verbs.DUTIES and (
        scan.low(i) == "never" or {"because", "since", "as"} & {t.low for t in scan.tokens[verb:]}
    ):
        return None
    group, who = scan.said_of(verb)
    if group.passive and base in _SPARED:
        return None
    kinds = (
        OTHERS | {ME}
        if base in verbs.DUTIES
        or base in ("see", "read", "understand", "know", "tell", "pay", "ask", "inform", "think")
        else OTHERS | {ME, WE}
    )
    if base == "know" and who.kind != NAMED or (base in verbs.DUTIES and scan.low(who.end) == "people"):
        return None
    if base in _MINDFUL:
        kinds = kinds | {PERHAPS}
    understanding = base in ("understand", "listen", "care", "read") and who.kind in OTHERS
    present = {"do", "is", "are", "am", "'re", "'m", "has", "'ve"} & group.words or (
        "does" in group.words and not understanding
    )
    if who.kind not in kinds or group.modal or scan.hypothetical(group.start) or present:
        return None
    if who.kind == WE and scan.tag(verb) == "ing":
        return None
    return Finding(
        "did_not", scan.opening(who, group.start), verb, who.kind, reframing.unprompted(scan, who, group.start, verb)
    )


def made_mistake(scan: Scan, i: int) -> Finding | None:
    """ "made a typo", "took a hasty decision", "had made the same mistake"."""
    first, last = scan.phrase_after(i + 1)
    words = [scan.low(k) for k in range(first, last + 1)]
    if not words or first > last:
        return _mistake_that(scan, i)
    at = next((k for k, word in enumerate(words) if word in lex.MISTAKES), -1)
    if at < 0:
        at = next((k for k, word in enumerate(words) if k and word in lex.CHOICES and words[k - 1] in lex.BAD), -1)
    if at < 0 or words[0] in ("no", "any"):
        return None
    group, who = scan.said_of(i)
    if (
        who.kind not in SURE | {THEY, CLIENT, PERHAPS}
        or group.modal
        or group.negated
        or group.infinitive
        or group.passive
    ):
        return None
    if scan.hypothetical(group.start) or (who.kind in (THEY, PERHAPS) and scan.low(i) in ("had", "has")):
        return None
    made = None
    if who.kind != NONE and not who.inherited and words[0] in ("a", "an", "one"):
        end = scan.clause_end(i)
        made = reframing.put(scan, who.start, end, "nothing in the system caught", (i + 1, end))
    return Finding("made_mistake", scan.opening(who, group.start), first + at, who.kind, made)


def _mistake_that(scan: Scan, i: int) -> Finding | None:
    """ "a typo that our engineer made"."""
    group, who = scan.said_of(i)
    before = {scan.low(k) for k in range(max(0, who.start - 4), who.start)}
    if (
        who.kind not in SURE
        or who.inherited
        or group.passive
        or group.negated
        or group.modal
        or not before & lex.MISTAKES
    ):
        return None
    return Finding("made_mistake", who.start, i, who.kind)


def left_behind(scan: Scan, i: int) -> Finding | None:
    """ "somebody left the port open"."""
    switched = any(scan.low(k) in ("on", "off") and scan.tag(k + 1) in ("break", "punct") for k in range(i + 2, i + 9))
    if not switched and not _OPEN & {scan.low(k) for k in range(i + 2, i + 8)}:
        return None
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {ME} or not scan.done(group):
        return None
    return Finding("lapse", scan.opening(who, group.start), i, who.kind)


def bothered(scan: Scan, i: int) -> Finding | None:
    """ "nobody bothered to look", "no one thought to ask"."""
    if scan.low(i + 1) != "to":
        return None
    group, who = scan.said_of(i)
    return (
        None
        if who.kind != NOBODY or group.modal
        else Finding("did_not", scan.opening(who, group.start), i + 1, who.kind)
    )


def _by_thing(scan: Scan, i: int) -> bool:
    return scan.low(i + 1) == "by" and scan.kind(*scan.phrase_after(i + 2)) not in SURE
