"""Fault pinned on people by how a sentence is built: by comparison, by duty, by an agent after a noun."""

from __future__ import annotations

from postmortems.blameless import lexicon as lex
from postmortems.blameless import verbs
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.subjects import LIKELY, ME, NOBODY, OTHERS, PERHAPS, ROLE, SURE, THEY

ABLE = words(
    "competent experienced careful attentive decent good better proper seasoned senior qualified trained diligent sane"
    " responsible sensible skilled capable professional thorough alert awake rested"
)
RECKONED = lex.MISTAKES | words("failure bug outage incident breakage mess fault blame problem error delay chaos")
ILL = (
    lex.BAD
    | lex.JUDGEMENTS
    | words(
        "botched hasty bungled rushed careless slapdash shoddy half-hearted lax inept clumsy premature ill-advised"
        " ill-considered unthinking unwise mindless impulsive ill-timed ill-judged"
        " unauthorised unauthorized untested unreviewed inexcusable unforgivable avoidable needless lousy"
    )
)
DEEDS = lex.OWN_WORK | words(
    "upgrade migration cutover rollout rollback release restart rename work use handling planning review approval"
    " response preparation communication cleanup configuration judgement judgment decision assumption call move job"
    " typing execution behaviour behavior attitude supervision"
)
BEGINNERS = words("intern trainee junior newcomer apprentice hire contractor student rookie graduate newbie")
_RECEIVING = words("see get receive hear know have reach meet learn be find come seen notified make")
_URGED = words("stop learn concentrate listen remember think respect understand realise realize")
ORDERS = words(
    "policy procedure instructions advice orders rules protocol process warning warnings told asked warned instructed"
)
DONE = verbs.HARM | words(
    "approve merge push deploy run change remove disable commit release leave cause restart start stop click type"
    " enable"
)
LABELS = {
    "goal": words("own"),
    "hour": words("amateur"),
    "move": words("rookie amateur"),
    "fingers": words("fat clumsy"),
    "trouble": words("finger"),
    "link": words("weak weakest"),
}
REGRETTED = words(
    "naive careless irresponsible reckless foolish stupid negligent unprofessional unwise thoughtless lazy sloppy silly"
    " inexcusable unforgivable unacceptable rash"
)


def compared(scan: Scan, i: int) -> Finding | None:
    """ "a more experienced operator would have seen it": what somebody better would have done."""
    k = i + 1
    while scan.tag(k) in ("adv", "neg"):
        k += 1
    if scan.low(k) not in ("have", "'ve"):
        return None
    who = scan.said_of(i)[1]
    if who.start > who.end or who.kind not in LIKELY | {NOBODY}:
        return None
    phrase = {scan.low(n) for n in range(max(0, who.start - 1), i)}
    return Finding("counterfactual", who.start, k + 1, who.kind) if phrase & (ABLE | {"sense"}) else None


def urged(scan: Scan, i: int) -> Finding | None:
    """ "developers must stop …", "operators need to pay attention": asking others to be better people."""
    k = i + 1
    while scan.tag(k) in ("to", "adv"):
        k += 1
    asked = (
        scan.low(k) in _URGED
        or (scan.low(k) == "be" and scan.low(k + 1) in ("more", "less", "better"))
        or (scan.low(k) in ("pay", "take", "try", "do") and _harder(scan, k))
    )
    if not asked or scan.low(i) in ("have", "has", "needs", "need") and scan.low(i + 1) != "to":
        return None
    group, who = scan.said_of(i)
    if who.kind not in OTHERS | {THEY} or group.negated or scan.low(who.end) == "they" or scan.hypothetical(i):
        return None
    return Finding("admonition", scan.opening(who, i), k, who.kind)


def _harder(scan: Scan, k: int) -> bool:
    after = {scan.low(n) for n in range(k + 1, k + 6)}
    return bool(after & {"attention", "care", "seriously", "responsibility", "ownership", "harder", "better"})


def faulty_work(scan: Scan, i: int) -> Finding | None:
    """ "a hasty change by Sam", "the operator's reckless use of …", "poor judgement": a deed that is graded."""
    noun = i + 1
    while scan.tag(noun) in ("word", "adj", "ing", "code") and scan.low(noun) not in DEEDS and noun - i < 4:
        noun += 1
    if scan.low(noun) not in DEEDS or scan.denied(i):
        return None
    if scan.low(noun) in ("judgement", "judgment"):
        return Finding("judgement", i, noun, ROLE)
    start = owner(scan, i - 1)
    if start >= 0:
        return Finding("judgement", start, noun, ROLE)
    for k in range(noun + 1, noun + 5):
        if scan.low(k) in ("by", "from") or scan.low(k) == "of":
            first, last = scan.phrase_after(k + 1)
            named = first <= last and scan.kind(first, last) in OTHERS | {ME, THEY, PERHAPS}
            return Finding("judgement", i, last, ROLE) if named else None
        if scan.tag(k) in ("break", "sub", "past", "aux"):
            return None
    return None


def owner(scan: Scan, at: int) -> int:
    """Where the phrase of the person begins whose work it is; -1 when it is nobody's."""
    if scan.low(at) in ("his", "her"):
        return at
    if scan.tag(at) != "poss":
        return -1
    start = at
    while start and at - start < 4 and scan.tag(start - 1) in ("det", "word", "adj", "num", "handle"):
        start -= 1
    known = start < at and scan.kind(start, at - 1) in OTHERS | {THEY, PERHAPS}
    return start if known else -1


def came_from(scan: Scan, i: int) -> Finding | None:
    """ "the typo came from Sam", "traced back to an engineer", "blame lies with the manager"."""
    before = {scan.low(k) for k in range(max(0, i - 7), i)}
    last_verb = next((scan.low(k) for k in range(i - 1, max(-1, i - 4), -1) if scan.tag(k) in ("past", "word")), "")
    pairs = {
        "from": ("came", "stemmed", "resulted", "arose", "originated"),
        "with": ("lies", "lay", "lie", "rests", "sits", "began", "started"),
        "to": ("traced", "down", "attributed", "back", "attributable", "blamed", "pinned"),
        "on": ("blamed", "pinned", "falls", "rests"),
    }
    if last_verb not in pairs[scan.low(i)] and not set(pairs[scan.low(i)]) & {scan.low(i - 1), scan.low(i - 2)}:
        return None
    if scan.low(i) in ("from", "with") and not before & RECKONED:
        return None
    first, last = scan.phrase_after(i + 1)
    if first > last or scan.denied(i) or scan.kind(first, last) not in OTHERS | {THEY, ME}:
        return None
    return Finding("person_as_cause", i, last, ROLE)


def never(scan: Scan, i: int) -> Finding | None:
    """ "the administrator never turned it back on": of others, and not what never reached them."""
    verb = i + 1
    while scan.tag(verb) == "adv":
        verb += 1
    if scan.tag(verb) != "past" or verbs.base_of(scan.low(verb)) in _RECEIVING or scan.low(i - 1) in lex.BE:
        return None
    group, who = scan.said_of(verb)
    reason = {"because", "since"} & {token.low for token in scan.tokens[verb : verb + 20]}
    if who.kind not in OTHERS or group.modal or group.passive or reason or scan.hypothetical(group.start):
        return None
    return Finding("did_not", scan.opening(who, group.start), verb, who.kind)


def duty_of(scan: Scan, i: int) -> Finding | None:
    """ "it was the job of the engineer to notice", "whose job it was to watch"."""
    was = {"was", "were"} & {scan.low(k) for k in range(max(0, i - 6), i + 4)}
    if not was or scan.denied(i):
        return None
    if scan.low(i - 1) == "whose" and scan.low(i + 1) == "it":
        return Finding("counterfactual", i - 1, i + 2, ROLE)
    if scan.low(i + 1) == "of":
        first, last = scan.phrase_after(i + 2)
        owed = first <= last and scan.low(last + 1) == "to" and scan.kind(first, last) in SURE | {THEY}
        return Finding("counterfactual", i, last + 1, ROLE) if owed else None
    start = owner(scan, i - 1)
    return Finding("counterfactual", start, i + 1, ROLE) if start >= 0 and scan.low(i + 1) == "to" else None


def responsible(scan: Scan, i: int) -> Finding | None:
    """ "the engineer responsible was told": found and named, instead of what happened."""
    follows = scan.tag(i + 1) in ("aux", "past", "modal") or (scan.tag(i + 1) in ("break", "punct") and i > 1)
    start = i
    while start and i - start < 4 and scan.tag(start - 1) in ("det", "word", "adj", "num"):
        start -= 1
    named = start < i and scan.tag(start) == "det" and scan.kind(start, i - 1) in OTHERS
    return Finding("person_as_cause", start, i, ROLE) if named and follows else None


def regretted(scan: Scan, i: int) -> Finding | None:
    """ "it was irresponsible to run it", "they assumed so, which was naive"."""
    at = i - 1
    while scan.tag(at) == "adv":
        at -= 1
    if scan.low(at) not in ("was", "'s", "is") or scan.low(at - 1) not in ("it", "this", "that", "which"):
        return None
    judged = scan.low(i + 1) in ("to", "of") or scan.low(at - 1) == "which"
    return Finding("judgement", at - 1, i, ROLE) if judged else None


def puzzled(scan: Scan, i: int) -> Finding | None:
    """ "it is hard to understand why the reviewer agreed": a reproach put as a question."""
    if scan.low(i + 1) != "why" and scan.low(i + 1) != "how":
        return None
    hard = {"hard", "difficult", "impossible", "cannot", "fail", "inexplicable"} & {
        scan.low(k) for k in range(max(0, i - 4), i)
    }
    first, last = scan.phrase_after(i + 2)
    if not hard or first > last or scan.kind(first, last) not in SURE | {THEY}:
        return None
    return Finding("judgement", i - 1, last, ROLE)


def on_production(scan: Scan, i: int) -> Finding | None:
    """ "an intern ran it against the live cluster": whoever is new, in the place of what let them."""
    if scan.low(i) not in ("live", "production", "prod"):
        return None
    verb = next((k for k in range(i - 1, max(-1, i - 9), -1) if scan.tag(k) == "past"), -1)
    if verb < 0:
        return None
    group, who = scan.said_of(verb)
    new = BEGINNERS & {scan.low(k) for k in range(who.start, who.end + 1)}
    if not new or not scan.done(group):
        return None
    return Finding("person_as_cause", scan.opening(who, group.start), verb, who.kind)


def defied(scan: Scan, i: int) -> Finding | None:
    """ "used it against policy", "merged despite the warning", of somebody else."""
    rule = scan.phrase_after(i + 1)[1] if scan.low(i + 1) != "being" else i + 2
    if scan.low(rule) not in ORDERS or scan.low(i) == "against" and scan.tag(i - 1) == "past":
        return None
    verb = next((k for k in range(i - 1, max(-1, i - 14), -1) if scan.tag(k) == "past"), -1)
    if verb < 0:
        return None
    group, who = scan.said_of(verb)
    if who.kind not in OTHERS or not scan.done(group):
        return None
    return Finding("conduct", scan.opening(who, group.start), verb, who.kind)


def it_was(scan: Scan, i: int) -> Finding | None:
    """ "it was the reviewer who merged it"."""
    if scan.low(i - 1) != "it" or i > 3:
        return None
    first, last = scan.phrase_after(i + 1)
    if first > last or scan.low(last + 1) not in ("who", "that") or scan.kind(first, last) not in OTHERS:
        return None
    return Finding("person_as_cause", i - 1, last, ROLE) if verbs.base_of(scan.low(last + 2)) in DONE else None


def is_cause(scan: Scan, i: int) -> Finding | None:
    """ "the contractor was the cause of it"; "the fault of the contractor"; "we blame the contractor for it"."""
    if scan.low(i) == "fault" or scan.low(i) in ("blame", "blames"):
        at = i + 2 if scan.low(i) == "fault" else i + 1
        first, last = scan.phrase_after(at)
        named = first <= last and scan.kind(first, last) in OTHERS | {THEY}
        blamed = scan.low(i + 1) == "of" if scan.low(i) == "fault" else scan.low(last + 1) == "for"
        return Finding("person_as_cause", i, last, ROLE) if named and blamed and not scan.denied(i) else None
    verb = next((k for k in range(i - 1, max(-1, i - 5), -1) if scan.low(k) in lex.BE), -1)
    if verb < 0 or scan.low(i + 1) not in ("of", "for", ".", "here", "behind", "we"):
        return None
    group, who = scan.said_of(verb)
    if who.kind not in OTHERS or group.negated or scan.denied(i):
        return None
    return Finding("person_as_cause", scan.opening(who, verb), i, who.kind)


def labelled(scan: Scan, i: int) -> Finding | None:
    """ "an own goal", "amateur hour"."""
    return Finding("human_error", i - 1, i, ROLE) if scan.low(i - 1) in LABELS[scan.low(i)] else None


def keyboard(scan: Scan, i: int) -> Finding | None:
    """ "between keyboard and chair"."""
    near = {scan.low(k) for k in range(i + 1, i + 5)}
    return Finding("human_error", i, i, ROLE) if "chair" in near or scan.low(i) in ("pebkac", "pebcak") else None
