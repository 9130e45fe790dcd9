"""What must hold before a write-up is reviewed. Only what its template asks for is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from incidents import durations
from postmortems.gates import person_as_cause
from postmortems.prose import sentences
from postmortems.snapshot import Snapshot, Text
from postmortems.supplied import SUMMARY, WENT_WELL

LEAST_ENTRIES = 3
LEAST_WHYS = 3
LEAST_CATEGORIES = 2
FEWEST_SENTENCES, MOST_SENTENCES = 2, 3
SUMMARY_WORDS = 80

STOPS = "Whoever replaces that person would meet the same trap. What let it happen can be changed."
FORGOTTEN = "A factor with no answer is there for the next incident to find."
UNHEARD = "What somebody asked and nobody answered is what a reader will ask next."
DISCUSSED = "comments"
UNKNOWN = "What worked is worth keeping, and nobody keeps what they do not know of."


@dataclass(frozen=True)
class Gate:
    """`sentence` says that it holds, or what is missing. `section` is the key of the section to go to.

    A gate that is not waivable holds for everybody. `alarms`: what is there is wrong, rather than something missing.
    `why` says why it matters, where the sentence does not say so already.
    """

    key: str
    section: str
    holds: bool
    sentence: str
    waivable: bool = True
    alarms: bool = False
    why: str = ""


def gates(snapshot: Snapshot) -> list[Gate]:
    """Every gate of this write-up, in the order of its sections."""
    found = [*_texts(snapshot), *_blocks(snapshot), *_waiting(snapshot)]
    places = {text.key: place for place, text in enumerate(snapshot.texts)}
    return sorted(found, key=lambda gate: places.get(gate.section, len(places)))


def discussed(still_open: int) -> Gate:
    """What stands between a review and its approval: it is asked of the discussion, not of the text."""
    said = f"{_number(still_open, 'comment thread')} open" if still_open else "No comment is open"
    return Gate(DISCUSSED, "", not still_open, said, why=UNHEARD)


def missing(found: Iterable[Gate], waived: Iterable[str] = ()) -> list[Gate]:
    """Gates that do not hold and are not waived; a waiver of a gate that cannot be waived counts for nothing."""
    let_pass = set(waived)
    return [gate for gate in found if not gate.holds and not (gate.waivable and gate.key in let_pass)]


def _texts(snapshot: Snapshot) -> Iterator[Gate]:
    for text in snapshot.texts:
        if text.required and text.prose and not text.block:
            yield went_well(text) if text.key == WENT_WELL else _written(text)
        if text.key == SUMMARY and text.content:
            yield _summary(text)
        elif text.most_words and text.words > text.most_words:
            yield Gate(f"length:{text.key}", text.key, False, _too_long(text, text.most_words), alarms=True)


def went_well(text: Text) -> Gate:
    said = _said(text) if text.content else "Say what went well: something kept this from being worse"
    return Gate(f"text:{text.key}", text.key, bool(text.content), said, why=UNKNOWN)


def _written(text: Text) -> Gate:
    return Gate(f"text:{text.key}", text.key, bool(text.content), _said(text))


def _said(text: Text) -> str:
    return f"{text.title} is written" if text.content else f"{text.title} is empty"


def _summary(text: Text) -> Gate:
    limit = text.most_words or SUMMARY_WORDS
    if text.words > limit:
        return Gate("summary_length", text.key, False, _too_long(text, limit), alarms=True)
    count = sentences(text.content)
    fits = FEWEST_SENTENCES <= count <= MOST_SENTENCES
    wanted = f"{FEWEST_SENTENCES} to {MOST_SENTENCES} sentences"
    said = f"The summary has {wanted}" if fits else f"The summary has {_number(count, 'sentence')}; write {wanted}"
    return Gate("summary_length", text.key, fits, said, alarms=not fits)


def _too_long(text: Text, limit: int) -> str:
    return f"{text.title} has {text.words} words; keep to {limit}"


def _blocks(snapshot: Snapshot) -> Iterator[Gate]:
    checks = {"impact": _impact, "timeline": _timeline, "whys": _whys, "factors": _factors, "actions": _actions}
    for text in snapshot.texts:
        if text.required and text.block in checks:
            yield from checks[text.block](snapshot, text.key)


def _impact(snapshot: Snapshot, section: str) -> Iterator[Gate]:
    holds = "customer" in snapshot.areas
    said = "Impact says what customers noticed" if holds else "No figure says what customers noticed"
    yield Gate("impact_customer", section, holds, said)


def _timeline(snapshot: Snapshot, section: str) -> Iterator[Gate]:
    enough = snapshot.entries >= LEAST_ENTRIES
    said = f"The timeline has {_number(snapshot.entries, 'entry', 'entries')}"
    yield Gate("timeline_entries", section, enough, said if enough else f"{said}; record at least {LEAST_ENTRIES}")
    unset = [durations.MILESTONES[key].lower() for key in snapshot.expected if not snapshot.milestones.get(key)]
    said = f"Milestones not set: {', '.join(unset)}" if unset else "Every milestone is set"
    yield Gate("milestones", section, not unset, said)
    if wrong := durations.out_of_order(snapshot.milestones):
        first, second = (durations.MILESTONES[key] for key in wrong[0])
        said = f"{second} comes before {first.lower()}; one of the two times is wrong"
        yield Gate("milestone_order", section, holds=False, sentence=said, alarms=True)
    gaps = _number(snapshot.open_gaps, "timeline gap")
    said = f"{gaps} unexplained" if snapshot.open_gaps else "No timeline gap is unexplained"
    yield Gate("gaps", section, not snapshot.open_gaps, said)


def _whys(snapshot: Snapshot, section: str) -> Iterator[Gate]:
    roots = snapshot.to_roots()
    depth = max((len(ladder) for ladder in roots or snapshot.ladders()), default=0)
    deep, to_root = depth >= LEAST_WHYS, " to a root cause" if roots else ""
    said = f"The whys go {depth} deep{to_root}"
    said = said if deep else f"{said}; ask at least {LEAST_WHYS} times"
    yield Gate("whys_depth", section, deep, said if depth else "Nobody has asked why yet")
    if (gate := last_why(snapshot, section)) is not None:
        yield gate


def last_why(snapshot: Snapshot, section: str) -> Gate | None:
    """None while nothing is answered."""
    last = {ladder[-1] for ladder in snapshot.ladders() if ladder} | {rung for rung in snapshot.whys if rung.is_root}
    if not last:
        return None
    blames = any(person_as_cause(rung.answer) for rung in last)
    said = "The last why stops at a person; ask what let that happen" if blames else "The last why is about the system"
    return Gate("whys_system", section, not blames, said, waivable=False, alarms=blames, why=STOPS)


def _factors(snapshot: Snapshot, section: str) -> Iterator[Gate]:
    categories = len({factor.category for factor in snapshot.factors})
    enough = categories >= LEAST_CATEGORIES
    said = f"Factors in {_number(categories, 'category', 'categories')}"
    yield Gate("factor_categories", section, enough, said if enough else f"{said}; look in at least {LEAST_CATEGORIES}")
    if (gate := factors_answered(snapshot, section)) is not None:
        yield gate


def factors_answered(snapshot: Snapshot, section: str) -> Gate | None:
    """None while there is no factor."""
    if not snapshot.factors:
        return None
    left = sum(not factor.is_answered(snapshot.on) for factor in snapshot.factors)
    said = f"{left} of {len(snapshot.factors)} factors have no action and no accepted risk"
    return Gate("factors_answered", section, not left, said if left else "Every factor has its answer", why=FORGOTTEN)


def _actions(snapshot: Snapshot, section: str) -> Iterator[Gate]:
    count = len(snapshot.promises)
    yield Gate("actions", section, count > 0, _number(count, "action item") if count else "No action item yet")
    lacking = {
        "owner": sum(not promise.has_owner for promise in snapshot.promises),
        "deadline": sum(not promise.has_deadline for promise in snapshot.promises),
        "priority": sum(not promise.has_priority for promise in snapshot.promises),
    }
    for what, left in lacking.items():
        if left:
            yield Gate(f"action_{what}", section, False, f"{left} of {count} have no {what}", waivable=False)


def _waiting(snapshot: Snapshot) -> Iterator[Gate]:
    for key in dict.fromkeys(snapshot.waiting):
        text = snapshot.section(key)
        said = f"{text.title if text else key}: two people wrote different texts, and one waits to be merged"
        yield Gate(f"conflict:{key}", key, False, said, waivable=False, alarms=True)


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
