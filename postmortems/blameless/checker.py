"""Text in, hints out: each sentence that holds a trigger word is tagged and asked by the rules of that word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from postmortems.blameless import (
    attribution,
    causes,
    conduct,
    counterfactuals,
    faults,
    lapses,
    lexicon,
    reproach,
    slips,
    verbs,
    verdicts,
)
from postmortems.blameless.advice import ADVICE
from postmortems.blameless.hints import Hint, Lists, fingerprint
from postmortems.blameless.lexicon import words
from postmortems.blameless.scan import Finding, Scan
from postmortems.blameless.sentences import Sentence, sentences
from postmortems.blameless.source import blocks, masked
from postmortems.blameless.subjects import ME, WE

MOST_CHARACTERS = 200_000  # of a text that is read; what follows is left unread
Rule = Callable[[Scan, int], Finding | None]

_RULES: dict[str, list[Rule]] = {}


_GENERAL: dict[str, list[Rule]] = {}  # asked of what no rule above has found


def _on(words: str | Iterable[str], rule: Rule, table: dict[str, list[Rule]] = _RULES) -> None:
    for word in words.split() if isinstance(words, str) else words:
        table.setdefault(word, []).append(rule)


_on(lexicon.MISTAKES - {"misconfiguration"}, causes.label)
_on(lexicon.OWN_FAULTS | {"error", "slip", "typo", "misunderstanding"}, causes.owned_fault)
_on(verdicts.IDIOMS, verdicts.idiom)
_on(lexicon.JUDGEMENTS | {"aware", "careful", "attentive", "diligent", "thorough", "vigilant"}, verdicts.judgement)
_on(lexicon.JUDGEMENT_NOUNS, verdicts.judgement_noun)
_on(verbs.LAPSES | verbs.LAPSES_OF_PERSONS, lapses.lapse)
_on("forgetting neglecting overlooking misreading misunderstanding ignoring", lapses.lapse)
_on("failed neglected", lapses.failed_to)
_on("not n't never", lapses.did_not)
_on("should ought could", counterfactuals.perfect)
_on(slips.ACCIDENTAL | {"mistake", "accident", "error"}, slips.accident)
_on("made committed took", lapses.made_mistake)
_on("bothered thought", lapses.bothered)
_on("lack", verdicts.lacking)
_on("failure inability unwillingness refusal", causes.failure_of)
_on("by", causes.made_by)
_on("causing resulting leading", causes.effect)
_on("long late slow slowly time", verdicts.slow)
_on("without", slips.without_looking)
_on("left", lapses.left_behind)
_on(lexicon.FOOLS, verdicts.fool)
_on("managed ended", slips.ended_up)
_on("instead", slips.instead)
_on("too", verdicts.too)
_on("wrong mistaken", verdicts.was_wrong)
_on("badly poorly", verdicts.badly)
_on("responsibility", verdicts.responsibility)
_on("on", causes.on_me)
_on("have", verdicts.without_experience)
_on("if had", counterfactuals.conditional)
_on("supposed", counterfactuals.supposed)
_on(
    "reused leaked exposed committed pasted shared disclosed hardcoded hard-coded stored emailed posted", slips.insecure
)
_on("wrong incorrect", slips.wrong_object)
_on("by to of", causes.caused_by)
_on("cause reason problem culprit", causes.root_cause)
_on("caused broke crashed took introduced triggered", causes.brought_about)
_on("blame fault responsible", causes.blamed)
_on("careful vigilant diligent mindful cautious attentive remind discipline reprimand retrain", verdicts.admonition)
_on("would", attribution.compared)
_on("must should need needs has have ought", attribution.urged)
_on(attribution.ILL, attribution.faulty_work)
_on("from with to on", attribution.came_from)
_on("never", attribution.never)
_on("job duty task responsibility role", attribution.duty_of)
_on("responsible", attribution.responsible)
_on(attribution.REGRETTED, attribution.regretted)
_on("understand see say explain imagine believe", attribution.puzzled)
_on("live production prod", attribution.on_production)
_on("despite against", attribution.defied)
_on("was is", attribution.it_was)
_on("blame blames fault cause reason culprit", attribution.is_cause)
_on(attribution.LABELS, attribution.labelled)
_on(faults.FAULTS, faults.fault_of, _GENERAL)
_on(lexicon.MISTAKES, faults.was_a_mistake)
_on("ours mine his hers theirs", faults.ours)
_on(faults.EFFECTS, faults.of_their_work, _GENERAL)
_on(conduct.PHRASES, conduct.conduct, _GENERAL)
_on("because since", faults.because)
_on("properly correctly carefully thoroughly fully sufficiently adequately diligently", faults.not_well)
_on("who", faults.one_who)
_on("started began", faults.began_with)
_on(faults.MANNER, faults.manner)
_on(faults.OFTEN, faults.habit)
_on("early soon quickly fast", verdicts.slow)
_on("expect expected", reproach.expected)
_on("with", reproach.with_more)
_on(reproach.BLAMING, reproach.carelessly)
_on("instead rather", reproach.rather)
_on("occur occurred occurs", reproach.occurred)
_on("least most", reproach.least)
_on("'s", reproach.theirs)
_on("manage manages managed", reproach.others_manage)
_on("keyboard pebkac pebcak", attribution.keyboard)

_APOLOGIES = words("apologise apologize apologised apologized apologies apology sorry regret")
_META = re.compile(
    r"\bblame-?(?:less|free)|\b(?:no|without|not|n['’]t|never|nor)\b[^.!?]{0,40}\b(?:blame|at fault)\b|\bblame culture",
    re.I,
)


def check(text: str, lists: Lists | None = None) -> list[Hint]:
    """The hints of a Markdown text in its order, at most one for the same words. Time is linear in the length."""
    lists = lists or Lists()
    text = text[:MOST_CHARACTERS]
    prose = masked(text)
    found: list[Hint] = []
    for block in blocks(prose):
        for sentence in sentences(prose, block):
            found += _hints(Scan(text, sentence, lists), prose)
    return found


def _hints(scan: Scan, prose: str) -> Iterator[Hint]:
    sentence = scan.sentence
    if sentence.question:
        asked = reproach.rhetorical(scan)
        yield from [_hint(scan, asked)] if asked else []
        return
    if not _triggered(scan):
        return
    words = prose[sentence.start : sentence.end]
    if "blame" in words.lower() and _META.search(words):
        return
    sorry = any(token.low in _APOLOGIES for token in sentence.tokens)
    taken: list[Finding] = []
    for finding in [each for table in (_RULES, _GENERAL) for each in sorted(_findings(scan, table), key=_place)]:
        overlaps = any(finding.first <= other.last and other.first <= finding.last for other in taken)
        if not overlaps and not (sorry and finding.kind in (ME, WE)) and not _left_alone(scan, finding):
            taken.append(finding)
    for finding in sorted(taken, key=_place):
        yield _hint(scan, finding)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.first, -finding.last


def _triggered(scan: Scan) -> bool:
    extra = scan.lists.judgements
    return any(token.low in _RULES or token.low in _GENERAL or token.low in extra for token in scan.tokens)


def _findings(scan: Scan, table: dict[str, list[Rule]]) -> Iterator[Finding]:
    for i, token in enumerate(scan.tokens):
        rules = table.get(token.low, ())
        if not rules and table is _RULES and token.low in scan.lists.judgements:
            rules = [verdicts.judgement]
        for rule in rules:
            if finding := rule(scan, i):
                yield finding
                break


def _left_alone(scan: Scan, finding: Finding) -> bool:
    """Whether the organisation has said of a word or a phrase in these words that it is meant well here."""
    if not scan.lists.leave_alone:
        return False
    words = f" {' '.join(token.low for token in scan.tokens[finding.first : finding.last + 1])} "
    return any(f" {phrase} " in words for phrase in scan.lists.leave_alone)


def _hint(scan: Scan, finding: Finding) -> Hint:
    advice = ADVICE[finding.pattern]
    first, last = scan.tokens[finding.first], scan.tokens[min(finding.last, len(scan.tokens) - 1)]
    sentence: Sentence = scan.sentence
    return Hint(
        start=first.start,
        end=last.end,
        quote=scan.text[first.start : last.end],
        pattern=finding.pattern,
        label=advice.label,
        why=advice.why,
        question=advice.question,
        ideas=advice.ideas,
        fingerprint=fingerprint(finding.pattern, scan.text[sentence.start : sentence.end]),
        reframing=finding.reframing,
    )
