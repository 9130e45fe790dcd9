"""Durations that a sentence gives by their name, against those measured between the milestones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from incidents import durations
from kit.components.words import duration
from postmortems.advice.quantities import Quantity, spans

# Sentences about other times, other incidents, parts of this one, or what was not so.
NOT_THIS = re.compile(
    r"\b(?:target|goal|objective|limit|budget|slo|sla|usual\w*|normal\w*|typical\w*|average|mean|median|p9\d|mtt\w+"
    r"|last (?:time|year|month|quarter|week)|previous\w*|earlier|before|inc-\d+|similar|other incidents?|compared"
    r"|instead|would|could|might|may|should|must|if|unless|until|expect\w*|estimat\w*|plan\w*|aim\w*|hope\w*|want"
    r"|reduc\w+|shorten\w*|improv\w+|down to|per|each|every|another|(?:first|third|next|other) (?:one|outage|incident"
    r"|time|wave|phase|attempt)|second (?:one|outage|incident|time|wave|phase|attempt)|partial\w*|some of|most of"
    r"|(?:from|since|after) (?:the )?(?:start|first|beginning|release|deploy\w*|alert|page|change)|not|never|minus|plus"
    r"|in (?:january|february|march|april|june|july|august|september|october|november|december))\b|n't\b"
)
_HEDGES = (
    r"(?:(?:for|in|after|within|only|just|about|around|roughly|approximately|approx\.?|nearly|almost|some|close to|over"
    r"|more than|at least|less than|under|up to|at most|no more than|us|the team|everyone|everybody|a total of"
    r"|exactly)\s+|[~≈<>]\s?)*"
)
_IS = r"(?:\s*\([^()]{1,30}\))?\s*(?:was|is|came to|amounted to|took|measured|stood at)?\s*[:=|]?\s*(?:was\s+)?"
_ENDS = re.compile(r"\s*(?:$|[.,;|()!?]|and\b|but\b|which\b|because\b|while\b)")
_CASE = r"(?:it|the (?:incident|outage|problem|issue|failure|fault|disruption|degradation))"
_CAUSE = r"(?:the (?:root )?cause|why|what (?:had )?(?:happened|was wrong|was going on)|the (?:problem|incident))"


def _named(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w-])(?:{'|'.join(names)}){_IS}{_HEDGES}$")


def _then(verbs: str, what: str) -> re.Pattern[str]:
    return re.compile(rf"\s+to\s+(?:{verbs})(?:\s+{what})?(?:\s*$|\s*[.,;()!?]|\s+(?:and|but|because|while)\b)")


_LASTED = ("impact", "ttr", "whole", "shown")
# The words before the length, or those after it ("took … to understand"); and which durations they may mean.
_BEFORE = (
    (_named("ttd", r"time to detect(?:ion)?"), ("ttd",)),
    (_named("tte", r"time to engage(?:ment)?"), ("tte",)),
    (_named("ttu", r"time to understand(?:ing)?"), ("ttu",)),
    (_named("ttrec"), ("ttrec",)),
    (_named(r"time to recover(?:y)?"), ("ttrec", "impact", "shown")),
    (_named("ttr"), ("ttr",)),
    (_named(r"time to resol(?:ve|ution)"), ("ttr", "whole")),
    (re.compile(rf"\bdetection (?:took|came) {_HEDGES}$"), ("ttd",)),
    (re.compile(rf"{_CASE} was (?:detected|noticed) (?:only )?(?:after|within|in) {_HEDGES}$"), ("ttd",)),
    (re.compile(rf"^customer impact{_IS}{_HEDGES}$"), ("impact",)),
    (re.compile(rf"customer impact (?:lasted|went on) {_HEDGES}$"), ("impact",)),
    (
        re.compile(rf"the (?:outage|incident|impact|disruption|degradation|downtime) (?:lasted|went on) {_HEDGES}$"),
        _LASTED,
    ),
)
_TOOK = re.compile(rf"\btook\s+{_HEDGES}$")
_AFTER = (
    (_then("detect|notice", rf"(?:{_CASE}|anything)"), ("ttd",)),
    (_then("engage", r"(?:anybody|anyone|somebody|a person)"), ("tte",)),
    (_then("understand|find|identify", _CAUSE), ("ttu",)),
    (_then("resolve", _CASE), _LASTED),
)
_HINTS = ("ttd", "tte", "ttu", "ttr", "time to", "took", "detected", "noticed", "customer impact", "lasted", "went on")
_WORDS = {
    "ttd": "to detect",
    "tte": "to engage",
    "ttu": "to understand",
    "ttrec": "to recover",
    "ttr": "to resolve",
    "impact": "of customer impact",
}


def of_durations(milestones: Mapping[str, datetime | None]) -> Callable[[str], Iterator[str]] | None:
    """What to ask of each sentence: it answers with a title for each figure that is another. None without data."""
    known = _known(milestones)
    return (lambda said: _compare(said, known)) if known else None


def _known(milestones: Mapping[str, datetime | None]) -> dict[str, int]:
    measured = durations.measure(milestones, is_open=False)
    found = {each.duration.key: each.seconds for each in measured if durations.is_statistical(each.state)}
    for key, start, end in (("whole", "started", "resolved"), ("shown", "detected", "restored")):
        first, last = milestones.get(start), milestones.get(end)
        if first and last:
            found[key] = int((last - first).total_seconds())
    return {key: seconds for key, seconds in found.items() if seconds is not None}


def _compare(said: str, known: Mapping[str, int]) -> Iterator[str]:
    plain = said.lower()
    if not any(hint in plain for hint in _HINTS):
        return
    for span in spans(plain):
        meant = _meant(plain, span)
        if not meant or meant[0] not in known:
            continue
        if any(span.agrees(known[key]) for key in meant if key in known):
            continue
        if not NOT_THIS.search(plain):
            text = f"Text says {said[span.start : span.end]} {_WORDS[meant[0]]}"
            yield f"{text}, the timeline says {duration(known[meant[0]])}"


def _meant(plain: str, span: Quantity) -> tuple[str, ...]:
    before = plain[max(0, span.start - 90) : span.start]
    if _ENDS.match(plain, span.end):
        for pattern, keys in _BEFORE:
            if pattern.search(before):
                return keys
    if _TOOK.search(before):
        for pattern, keys in _AFTER:
            if pattern.match(plain, span.end):
                return keys
    return ()
