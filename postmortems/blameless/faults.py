"""Faults as nouns, and whose they are said to be: the inexperience of, a mistake on his part, ours."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import verbs
from postmortems.blameless.attribution import DONE, RECKONED, owner
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import ME, OTHERS, ROLE, THEY, WE

FAULTS = lex.MISTAKES | lex.JUDGEMENT_NOUNS | lex.OWN_FAULTS - {"bad"} | {"lack"}
EFFECTS = words("led resulted brought wiped deleted knocked exposed locked cost broke caused crashed corrupted blocked")
_OURS = words("ours mine his hers theirs yours")
_BROKEN = RECKONED | words(
    "failed broke down happened lost expired crashed stopped unavailable harmed wrong late leaked"
)
_HABITS = words("read test check follow think care document review understand listen look learn communicate pay update")
MANNER = words(
    "randomly hurriedly needlessly unnecessarily stubbornly lazily naively arrogantly wilfully willfully deliberately"
    " knowingly casually impatiently impulsively clumsily absent-mindedly unthinkingly unwisely rashly inexplicably"
    " half-heartedly nonchalantly thoughtlessly heedlessly single-handedly random"
)
OFTEN = words("routinely habitually always constantly repeatedly often regularly simply frequently still just")
HABITS = words("skip ignore silence bypass disable forget miss neglect overlook dismiss disregard circumvent")
_GUESSED = words("thought assumed believed figured guessed decided wanted insisted felt")
_NOT_HELD = words("see get receive have hear know need want find reach be learn meet own expect work")


def fault_of(scan: Scan, i: int) -> Finding | None:
    """ "the inexperience of the engineer", "mistake by the operator", "lack of care in the team"."""
    last = -1
    for k in range(i + 1, i + 7):
        low = scan.low(k)
        if low in ("of", "by", "from", "in", "among", "within", "on"):
            start, end = scan.phrase_after(k + 1)
            if start <= end and scan.kind(start, end) in OTHERS | {THEY, ME, WE}:
                last = end
                break
            if low == "on" and scan.low(end) in ("part", "side", "end") and owner(scan, end - 1) >= 0:
                last = end
                break
        elif scan.tag(k) in ("past", "aux", "break", "sub", "punct", "conj", "to"):
            break
    possible = {"risk", "chance", "prevent", "avoid", "if", "future", "no", "any"} & {
        scan.low(k) for k in range(max(0, i - 6), i)
    }
    if last < 0 or possible or scan.denied(i) or scan.tag(i + 1) == "word":
        return None
    return Finding("made_mistake", i, last, ROLE)


def ours(scan: Scan, i: int) -> Finding | None:
    """ "the fault was entirely ours"."""
    before = [scan.low(k) for k in range(max(0, i - 5), i)]
    is_fault = (FAULTS | {"responsibility", "blame"}) & set(before) and {"was", "is"} & set(before)
    return None if not is_fault or scan.denied(i) else Finding("person_as_cause", i - 1, i, WE)


def was_a_mistake(scan: Scan, i: int) -> Finding | None:
    """ "the architect's decision to skip it was a mistake"."""
    if scan.low(i) not in lex.MISTAKES or scan.low(i - 1) not in ("a", "an") or scan.low(i - 2) not in ("was", "were"):
        return None
    for k in range(i - 3, max(-1, i - 16), -1):
        if scan.tag(k) == "poss":
            start = owner(scan, k)
            return Finding("made_mistake", start, i, ROLE) if start >= 0 and not scan.denied(i) else None
    return None


def of_their_work(scan: Scan, i: int) -> Finding | None:
    """ "Sam's change took the site down": the work with its owner, and what came of it."""
    group, who = scan.said_of(i)
    if who.start > who.end or not scan.done(group) or scan.low(who.end) not in lex.OWN_WORK | FAULTS:
        return None
    at = next((k for k in range(who.start, who.end) if scan.tag(k) == "poss"), -1)
    if at <= who.start or scan.kind(who.start, at - 1) not in OTHERS | {THEY}:
        return None
    return Finding("person_as_cause", who.start, i, ROLE)


def because(scan: Scan, i: int) -> Finding | None:
    """ "it broke because a developer merged it", "because people do not read": the reason is a person."""
    first, last = scan.phrase_after(i + 1)
    if scan.low(i + 1) == "of" or first > last:
        return None
    kind = scan.kind(first, last)
    if kind not in OTHERS or scan.tag(last) == "handle":
        return None
    k = last + 1
    while scan.tag(k) in ("adv", "aux", "neg"):
        k += 1
    between = [scan.low(n) for n in range(last + 1, k)]
    base = verbs.base_of(scan.low(k))
    if {"not", "n't", "never"} & set(between):
        habitual = {"do", "does"} & set(between)
        passive = between and between[-1] in lex.BE
        held = base in _HABITS if habitual else base and base not in _NOT_HELD
        return Finding("did_not", first, k, kind) if held and not passive else None
    broken = _BROKEN & {scan.low(n) for n in range(max(0, i - 12), i)}
    done = base in DONE and scan.tag(k) == "past" and not set(between) & lex.BE
    return Finding("person_as_cause", i, k, kind) if broken and done else None


def not_well(scan: Scan, i: int) -> Finding | None:
    """ "did not properly test", "did not test it carefully", of others."""
    verb = next((k for k in range(i, max(-1, i - 8), -1) if scan.tag(k) == "neg"), -1)
    if verb < 0:
        return None
    k = verb + 1
    while scan.tag(k) in ("adv", "aux"):
        k += 1
    group, who = scan.said_of(k)
    if who.kind not in OTHERS or group.passive or group.modal or {"do", "does"} & group.words:
        return None
    return Finding("did_not", scan.opening(who, group.start), max(i, k), who.kind)


def one_who(scan: Scan, i: int) -> Finding | None:
    """ "a developer who thought that tests were optional"."""
    verb = i + 1
    while scan.tag(verb) == "adv":
        verb += 1
    if scan.low(verb) not in _GUESSED:
        return None
    start = i
    while start and i - start < 4 and scan.tag(start - 1) in ("det", "word", "adj", "num", "pron"):
        start -= 1
    indefinite = scan.low(start) in ("a", "an", "some", "one", "someone", "somebody")
    named = start < i and indefinite and scan.kind(start, i - 1) in OTHERS
    return Finding("judgement", start, verb, ROLE) if named else None


def began_with(scan: Scan, i: int) -> Finding | None:
    """ "it all started with an engineer"."""
    if scan.low(i + 1) != "with":
        return None
    first, last = scan.phrase_after(i + 2)
    return Finding("person_as_cause", i, last, ROLE) if first <= last and scan.kind(first, last) in OTHERS else None


def manner(scan: Scan, i: int) -> Finding | None:
    """ "hurriedly restarted it", "restarted things at random", of others."""
    near = [*range(i + 1, i + 3), *range(i - 1, max(-1, i - 9), -1)]
    verb = next((k for k in near if scan.tag(k) == "past"), -1)
    if verb < 0 or any(scan.tag(k) == "sub" for k in range(verb, i)):
        return None
    group, who = scan.said_of(verb)
    if who.kind not in OTHERS or not scan.done(group) or verbs.base_of(scan.low(verb)) in verbs.FINDINGS:
        return None
    return Finding("conduct", scan.opening(who, group.start), max(verb, i), who.kind)


def habit(scan: Scan, i: int) -> Finding | None:
    """ "operators routinely silence alarms"."""
    verb = scan.low(i + 1)
    if verb not in HABITS and verbs.base_of(verb) not in HABITS:
        return None
    start = i
    while start and i - start < 4 and scan.tag(start - 1) in ("det", "word", "adj"):
        start -= 1
    named = start < i and scan.kind(start, i - 1) in OTHERS
    return Finding("conduct", start, i + 1, ROLE) if named else None
