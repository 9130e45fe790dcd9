"""Reproaches that lie in how a sentence is put: questions nobody answers, what one would expect, what others manage."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import verbs
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import NAMED, NOBODY, NONE, OTHERS, ROLE, THEY

BLAMING = words(
    "carelessly sloppily negligently recklessly irresponsibly foolishly stupidly thoughtlessly hastily hurriedly"
    " clumsily blindly naively incompetently shoddily half-heartedly"
)
# With these a question about a person is none: "how could she miss it", "why did he not simply ask".
_WRONGED = verbs.LAPSES | words(
    "miss overlook forget ignore let allow approve think believe fail skip leave merge agree assume trust misread"
    " not n't"
)
_PRESSED = words("simply just even ever bother think care actually once")
_ASKING = words("did had could would was were has does do")
_EFFORTS = words(
    "care thought attention diligence consideration caution vigilance scrutiny discipline foresight effort"
)
_SUMMONS = verbs.VIGILANCE | verbs.DUTIES | words("page call wake alert warn contact phone summon")
_GRADED = words("experienced junior senior qualified competent inexperienced careless able skilled")
_ELSE = words("other others most every everybody everyone")


def rhetorical(scan: Scan) -> Finding | None:
    """A question that reproaches: "Didn't anyone think of …?", "What was he thinking?"; most do not."""
    opener, second = scan.low(0), scan.low(1)
    if opener == "who":
        return Finding("judgement", 0, 1, ROLE) if second in ("thought", "believed") else None
    if opener in _ASKING:
        first, last = _person(scan, 2)
        return Finding("judgement", 0, last, ROLE) if scan.tag(1) == "neg" and first <= last else None
    if opener not in ("how", "why", "what") or second not in _ASKING:
        return None
    at = 3 if scan.tag(2) == "neg" else 2
    first, last = _person(scan, at)
    if first > last:
        return None
    rest = [token.low for token in scan.tokens[last + 1 : last + 6]]
    if opener == "what":
        blamed = rest[:1] == ["thinking"]
    elif opener == "how":
        blamed = second == "could" and bool(_WRONGED & set(rest[:2]) or scan.kind(first, last) == NOBODY)
    else:
        negated = at == 3 or bool({"not", "n't", "never"} & set(rest)) or scan.kind(first, last) == NOBODY
        blamed = negated and bool(_PRESSED & set(rest))
    return Finding("judgement", 0, last, ROLE) if blamed else None


def _person(scan: Scan, at: int) -> tuple[int, int]:
    """The person whom the question is about: its verb follows at once, without a mark between them."""
    first, last = scan.phrase_after(at)
    while first <= last and scan.kind(first, last) not in OTHERS | {THEY, NOBODY}:
        last -= 1
    return first, last


def expected(scan: Scan, i: int) -> Finding | None:
    """ "one would have expected a senior engineer to know it"."""
    if not {"would", "might", "'d", "could", "should"} & {scan.low(k) for k in range(max(0, i - 3), i)}:
        return None
    first, last = scan.phrase_after(i + 1)
    named = first <= last and scan.low(last + 1) == "to" and scan.kind(first, last) in OTHERS | {THEY}
    return Finding("counterfactual", i, last + 1, ROLE) if named else None


def with_more(scan: Scan, i: int) -> Finding | None:
    """ "with a little more care it would still be there"."""
    k = i + 1
    while scan.low(k) in ("a", "little", "bit", "of", "just", "only", "even", "slightly"):
        k += 1
    if scan.low(k) not in ("more", "better", "some", "greater", "enough", "closer") or scan.low(k + 1) not in _EFFORTS:
        return None
    would = any(scan.low(n) in ("would", "could", "might") for n in range(k, len(scan.tokens)))
    return Finding("counterfactual", i, k + 1) if would else None


def carelessly(scan: Scan, i: int) -> Finding | None:
    """ "it was carelessly prepared": by somebody, whoever it was."""
    verb = next((k for k in (i + 1, i - 1) if scan.tag(k) == "past"), -1)
    if verb < 0:
        return None
    group, who = scan.said_of(verb)
    if not group.passive or not scan.happened(group) or who.kind == NONE or scan.low(verb + 1) == "by":
        return None
    return Finding("hidden_agent", scan.opening(who, group.start), max(verb, i), ROLE)


def rather(scan: Scan, i: int) -> Finding | None:
    """ "instead of asking, the analyst …", "rather than page the owner, they …", at the head of a sentence."""
    if i or scan.low(1) not in ("of", "than"):
        return None
    if scan.low(2) not in _SUMMONS and verbs.GERUND.get(scan.low(2)) not in _SUMMONS:
        return None
    comma = next((k for k in range(3, min(16, len(scan.tokens))) if scan.low(k) == ","), -1)
    first, last = scan.phrase_after(comma + 1)
    named = comma > 0 and first <= last and scan.kind(first, last) in OTHERS | {THEY, NAMED}
    return Finding("conduct", 0, last, ROLE) if named and scan.tag(last + 1) in ("past", "aux", "adv") else None


def occurred(scan: Scan, i: int) -> Finding | None:
    """ "it never occurred to the author to …", of others."""
    first, last = scan.phrase_after(i + 2)
    negated = any(scan.tag(k) == "neg" or scan.low(k) == "never" for k in range(max(0, i - 3), i))
    kind = scan.kind(first, last) if scan.low(i + 1) == "to" and first <= last else NONE
    blamed = kind == NOBODY or (negated and kind in OTHERS | {THEY})
    return Finding("did_not", max(0, i - 1), last, ROLE) if blamed else None


def least(scan: Scan, i: int) -> Finding | None:
    """ "our least experienced person was on it": graded among people, in the place of what they were given."""
    noun = i + 1 if scan.low(i) != "most" or scan.low(i + 1) in ("junior", "inexperienced", "careless") else -1
    if scan.low(noun) not in _GRADED:
        return None
    first, last = scan.phrase_after(noun + 1)
    named = first <= last and scan.kind(first, last) in OTHERS | {THEY} and scan.tag(last + 1) in ("aux", "past")
    return Finding("judgement", i, last, ROLE) if named else None


def theirs(scan: Scan, i: int) -> Finding | None:
    """ "the mistake was Olga's"."""
    if scan.tag(i + 1) not in ("break", "punct"):
        return None
    start = i
    while start and i - start < 4 and scan.tag(start - 1) in ("det", "word", "adj", "handle"):
        start -= 1
    said = scan.low(start - 1) in ("was", "is", "were") and lex.MISTAKES | {"fault", "error", "blame"}
    named = start < i and scan.kind(start, i - 1) in OTHERS | {THEY}
    known = said and said & {scan.low(k) for k in range(max(0, start - 5), start)}
    return Finding("person_as_cause", start, i, ROLE) if named and known else None


def others_manage(scan: Scan, i: int) -> Finding | None:
    """ "other teams manage to do it, and this one does not"."""
    if scan.low(i + 1) != "to" or not _ELSE & {scan.low(k) for k in range(max(0, i - 4), i)}:
        return None
    taken_back = any(
        scan.tag(k) == "neg" or scan.low(k) in ("only", "but", "except") for k in range(i, len(scan.tokens))
    )
    first = max(0, i - 2)
    named = scan.low(i - 1) in ("others", "everybody", "everyone", "else") or scan.kind(first, i - 1) in OTHERS
    return Finding("judgement", first, i, ROLE) if taken_back and named and scan.low(i) not in lex.DO else None
