"""What somebody should have done: of a person, or of an agent the passive hides."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import reframing, verbs
from postmortems.blameless.hints import Reframing
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import ME, NOBODY, NONE, OTHERS, PERHAPS, ROLE, SURE, THEY, WE, YOU, Subject

_SLIPPED = frozenset(
    {
        ("gone", "out"),
        ("gone", "live"),
        ("gone", "to"),
        ("made", "it"),
        ("slipped", "through"),
        ("taken", "this"),
        ("taken", "so"),
    }
)
_TOLD = lex.words("able possible notified alerted paged obvious clear")
_COMPARED = lex.words("better faster quicker clearer earlier sooner more smoother")
_AVERTED = lex.words("caught prevented avoided noticed handled tested spotted")
_AVERTIBLE = words("preventable avoidable avoided prevented happened")
_TRUSTED = words("given allowed trusted hired promoted left put let granted permitted")
_LATE = words("earlier sooner ago away advance months weeks days beforehand launch")


def perfect(scan: Scan, i: int) -> Finding | None:
    """At should, ought, could: "they should have checked", "this should have been caught". Possession is none."""
    k = i + 1
    negated = False
    while (
        scan.tag(k) in ("neg", "adv")
        or (scan.low(k) == "to" and scan.low(i) == "ought")
        or _repeats_subject(scan, i, k)
    ):
        negated = negated or scan.tag(k) == "neg"
        k += 1
    if scan.low(k) not in ("have", "'ve"):
        return None
    verb = k + 1
    while scan.tag(verb) == "adv" or scan.low(verb) in ("not", "n't"):
        if scan.low(verb) in ("automatically", "immediately"):
            return None
        negated = negated or scan.tag(verb) == "neg"
        verb += 1
    _, who = scan.said_of(i)
    if scan.hypothetical(i) and scan.low(i) != "should":
        return None
    if scan.low(i) == "could" and negated:
        return None
    if scan.low(verb) == "been":
        return _passive(scan, i, verb, who, negated)
    if scan.low(i) == "could" and not _regret(scan, who, verb):
        return None
    return _active(scan, i, verb, who, negated)


def _repeats_subject(scan: Scan, i: int, k: int) -> bool:
    return k == i + 1 and scan.tag(k) == "pron" and scan.low(k) in ("we", "i", "they", "he", "she") and i == 0


def _active(scan: Scan, i: int, verb: int, who: Subject, negated: bool) -> Finding | None:
    word = scan.low(verb)
    effort = who.start <= who.end and scan.low(who.end) in lex.HANDLED | {"testing", "tests"}
    catching = effort and word in ("caught", "prevented", "avoided", "found", "shown", "revealed")
    if catching or (scan.low(i) == "should" and effort and scan.low(who.end) in lex.EFFORTS and verbs.is_past(word)):
        return Finding("hidden_agent", who.start, verb)
    elliptic = scan.tag(verb) in ("break", "punct") and scan.low(verb) not in ("(", "-", "/")
    human = word in verbs.PARTICIPLE and verbs.base_of(word) in verbs.VIGILANCE
    if who.kind == WE and elliptic:
        return None
    if who.kind == NONE and i == 0 and (human or word in verbs.WATCHED) and scan.low(i) != "ought":
        return Finding("counterfactual", i, verb)
    if scan.low(i) == "should" and _got_through(scan, who, verb, negated):
        return Finding("hidden_agent", who.start, verb)
    if who.kind not in SURE and not (who.kind in (THEY, PERHAPS) and human):
        return None
    if not elliptic and (not verbs.is_past(word) or _due(scan, verb)):
        return None
    if scan.tag(verb) == "adj" or (
        scan.tag(verb) == "past" and scan.tag(verb + 1) == "word" and word not in verbs.PARTICIPLE
    ):
        return None
    last = i + 1 if elliptic else verb
    first = scan.opening(who, i)
    build = reframing.let if negated else reframing.unprompted
    made = None if elliptic else build(scan, who, i, verb)
    return Finding("counterfactual", first, last, who.kind, made)


def _due(scan: Scan, verb: int) -> bool:
    """ "should have finished by Friday" is a plan."""
    for k in range(verb, scan.clause_end(verb)):
        after = scan.tokens[k + 1]
        if scan.low(k) == "by" and (
            after.tag == "num" or after.text[0].isupper() or after.low in ("now", "then", "end")
        ):
            return True
    return False


def _got_through(scan: Scan, who: Subject, verb: int, negated: bool) -> bool:
    """ "this should never have happened", "the change should have gone through review"."""
    if who.kind in SURE or who.start > who.end or who.inherited:
        return False
    if negated:
        return scan.low(verb) in ("happened", "occurred", "shipped") or (scan.low(verb), scan.low(verb + 1)) in _SLIPPED
    return (scan.low(verb), scan.low(verb + 1)) == ("gone", "through")


def _regret(scan: Scan, who: Subject, verb: int) -> bool:
    """ "could have" of somebody else, or of us with a word that measures: it is a chance to learn, not a hazard."""
    if scan.low(who.start - 1) in ("assume", "assumed", "think", "thought", "believe", "believed", "hope", "hoped"):
        return False
    if who.kind in OTHERS | {ME}:
        return True
    near = {scan.low(k) for k in range(verb, verb + 9)}
    return who.kind == WE and bool(
        near & {"sooner", "earlier", "better", "faster", "caught", "noticed", "spotted", "prevented", "avoided"}
    )


def _passive(scan: Scan, i: int, been: int, who: Subject, negated: bool) -> Finding | None:
    verb = been + 1
    while scan.tag(verb) == "adv":
        if scan.low(verb) == "automatically":
            return None
        verb += 1
    if who.kind in SURE:
        return _of_somebody(scan, i, verb, who, negated)
    by = _by_person(scan, verb)
    if by and not _human(scan, i, verb, who):
        return Finding("counterfactual", scan.opening(who, i), by, ROLE)
    if who.kind in (NOBODY, YOU) or _automatic_agent(scan, verb) or not _human(scan, i, verb, who):
        return None
    made = _turned(scan, who, verb, negated) if scan.low(i) == "should" and verbs.is_past(scan.low(verb)) else None
    return Finding("hidden_agent", scan.opening(who, i), verb, NONE, made)


def _by_person(scan: Scan, verb: int) -> int:
    """Where "by the release manager" ends; 0 when no person is named so."""
    if scan.low(verb + 1) != "by":
        return 0
    first, last = scan.phrase_after(verb + 2)
    return last if first <= last and scan.kind(first, last) in SURE else 0


def _of_somebody(scan: Scan, i: int, verb: int, who: Subject, negated: bool) -> Finding | None:
    """ "we should have been more careful": of what a person is like, not of what should have reached them."""
    described = scan.tag(verb) in ("word", "adj") or scan.low(verb) in ("more", "less")
    described = described or (negated and scan.low(verb) in _TRUSTED)
    if not described or scan.low(i) == "could" or scan.low(verb) in _TOLD:
        return None
    return Finding("counterfactual", who.start, verb, who.kind)


def _human(scan: Scan, i: int, verb: int, who: Subject) -> bool:
    """Whether only a person could have done it, or the words regret that it was not done in time."""
    word = scan.low(verb)
    about = scan.low(who.end) if who.start <= who.end else ""
    if about in lex.HANDLED and word in _COMPARED:
        return True
    if (scan.low(i) == "could" and word not in _AVERTED) or (who.kind == NONE and i > 3):
        return False
    regret = bool(_LATE & {scan.low(k) for k in range(verb + 1, verb + 9)})
    return word in verbs.WATCHED or (regret and verbs.is_past(word)) or about in lex.EFFORTS


def conditional(scan: Scan, i: int) -> Finding | None:
    """ "if the engineer had waited, …": the incident that did not happen, with a person in it."""
    had = (
        i
        if scan.low(i) == "had"
        else next((k for k in range(i + 1, i + 10) if scan.low(k) in ("had", "'d", "hadn't")), -1)
    )
    averted = scan.low(i - 1) in _AVERTIBLE
    if had < 0 or (had == i and i and scan.tag(i - 1) not in ("break", "punct") and not averted):
        return None
    would = any(
        scan.low(k) in ("would", "could", "might", "'d")
        and {"have", "'ve", "been", "be"} & {scan.low(k + 1), scan.low(k + 2), scan.low(k + 3)}
        for k in range(len(scan.tokens))
    )
    first, last = scan.phrase_after(i + 1)
    kind = scan.kind(first, last) if first <= last else NONE
    if not (would or averted) or kind not in SURE or (had != i and last >= had):
        return None
    verb = next((k for k in range(max(had, last) + 1, max(had, last) + 5) if scan.tag(k) in ("past", "adj")), -1)
    being = next((k for k in range(had, had + 5) if scan.low(k) == "been"), -1)
    if being > 0 and scan.tag(being + 1) in ("word", "adj", "ing", "adv") and kind in OTHERS:
        return Finding("counterfactual", i, being + 1, kind)
    if verb < 0 or "been" in {scan.low(k) for k in range(had, verb)}:
        return None
    return Finding("counterfactual", i, verb, kind)


def supposed(scan: Scan, i: int) -> Finding | None:
    """ "the on-call engineer was supposed to check"."""
    base = verbs.base_of(scan.low(i + 2))
    if scan.low(i + 1) != "to" or base not in verbs.VIGILANCE:
        return None
    group, who = scan.said_of(i)
    if who.kind not in SURE or not group.words & {"was", "were"} or group.modal:
        return None
    return Finding("counterfactual", scan.opening(who, group.start), i + 2, who.kind)


def _automatic_agent(scan: Scan, verb: int) -> bool:
    """ "should have been caught by the linter": the agent is named and is no person."""
    if scan.low(verb + 1) != "by":
        return False
    return scan.kind(*scan.phrase_after(verb + 2)) not in SURE


def _turned(scan: Scan, who: Subject, verb: int, negated: bool) -> Reframing | None:
    """ "This should have been spotted in staging" → "this was not spotted in staging"."""
    if (
        who.start > who.end
        or who.inherited
        or scan.tag(verb + 1) == "adv"
        or scan.low(verb + 1) in ("much", "sooner", "earlier")
    ):
        return None
    many = scan.low(who.end) in ("they", "these", "those") or (
        scan.tag(who.end) == "word"
        and scan.low(who.end).endswith("s")
        and not scan.low(who.end).endswith(("ss", "us", "is"))
    )
    be = "were" if many else "was"
    subject = scan.text[scan.tokens[who.start].start : scan.tokens[who.end].end]
    last = scan.clause_end(verb)
    lowered = (
        subject
        if subject[:2].isupper() or scan.tag(who.start) in ("code", "handle")
        else subject[0].lower() + subject[1:]
    )
    return reframing.put(scan, who.start, last, f"{lowered} {be}" if negated else f"{lowered} {be} not", (verb, last))
