"""How likely a message of a chat tells the story of the incident, and what makes one think so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What words speak of: the milestone, the kind of entry, the reason in words.
MEANINGS: tuple[tuple[str, str, str, re.Pattern[str]], ...] = tuple(
    (milestone, kind, reason, re.compile(words, re.IGNORECASE))
    for milestone, kind, reason, words in (
        (
            "resolved",
            "recovery",
            "gives the all-clear",
            r"\ball[- ]clear\b|\bincident (?:is )?(?:closed|resolved|over)\b"
            r"|\bclosing (?:the|this) incident\b|^[/!]\S*\s*resolve",
        ),
        (
            "restored",
            "recovery",
            "says it works again",
            r"\b(?:recovered|restored|back to normal|back up|(?:works?|succeeds?|healthy) again)\b"
            r"|\b(?:errors?|latency) (?:is |are )?(?:gone|down|dropping|falling|back)\b",
        ),
        (
            "understood",
            "observation",
            "names a cause",
            r"\broot cause\b|\bcaused by\b|\bfound (?:it|the (?:cause|leak|bug|problem|issue))\b"
            r"|\bturns out\b|\bculprit\b|\bbecause of the\b",
        ),
        (
            "fix_decided",
            "decision",
            "decides something",
            r"^\W*decision\b"
            r"|\bwe(?:'ll|’ll| will| should)? (?:roll(?:ing)? back|fail(?:ing)? over|revert|restart)\b"
            r"|\blet(?:'|’)?s (?:roll back|fail ?over|revert|restart|scale|disable|switch)\b"
            r"|\b(?:rolling back|reverting|failing over)\b|\bdecided to\b|\bgo for (?:the )?rollback\b",
        ),
        (
            "engaged",
            "communication",
            "says they are looking",
            r"\b(?:i(?:'|’)?m|i am|we(?:'|’)?re) (?:looking|on it|investigating|checking)\b|\blooking into\b"
            r"|\btaking (?:this|command)\b|\bi(?:'|’)?ll take\b|\back(?:ed|nowledged)\b",
        ),
        (
            "detected",
            "detection",
            "speaks of trouble",
            r"\b(?:is|are|seems?|looks?) (?:down|failing|broken|timing out|unavailable)\b"
            r"|\balert(?:ing|ed)?\b|\bpaged\b|\bcustomers? (?:report|complain|can(?:no|')t)\b"
            r"|\b50\d errors?\b|\berror rate\b",
        ),
        (
            "",
            "escalation",
            "calls others in",
            r"\bescalat\w+\b|\braised? to sev\s?\d\b|\bpaging\b"
            r"|\bcan (?:somebody|someone|you) (?:join|help)\b|^[/!](?:page|invite|sev)",
        ),
        (
            "",
            "communication",
            "tells people outside",
            r"\bstatus ?page\b|\bcustomers? (?:were|have been|are) (?:told|informed|notified)\b|\bposted an update\b",
        ),
        (
            "",
            "action",
            "says what was done",
            r"\b(?:restarted|deployed|reverted|scaled|disabled|killed|drained|switched)\b",
        ),
    )
)
COMMAND = re.compile(r"^[/!][a-z][\w-]*", re.IGNORECASE)
TIME = re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b(?:\s*(?:utc|gmt|z|[a-z]{3,4}))?", re.IGNORECASE)
FIGURE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:%|ms|s|rps|qps|k|min(?:utes)?|connections|errors|users|customers)(?!\w)", re.IGNORECASE
)
# Reactions that people give to what counts.
TELLING = {
    "white_check_mark",
    "heavy_check_mark",
    "pushpin",
    "eyes",
    "fire",
    "rotating_light",
    "star",
    "bulb",
    "tada",
    "+1",
    "exclamation",
}
LIKELY = 3
SHORTEST = 12


@dataclass(frozen=True)
class Judged:
    """`kind` is of an entry; `means` a milestone, or empty."""

    score: int
    reasons: tuple[str, ...] = ()
    kind: str = "observation"
    means: str = ""

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


def judge(
    text: str,
    *,
    is_pinned: bool = False,
    reactions: Mapping[str, int] | None = None,
    answers: int = 0,
    pictures: int = 0,
) -> Judged:
    """From what was said and what others made of it; nothing about who said it."""
    reasons: list[str] = []
    score, kind, means = 0, "observation", ""
    if is_pinned:
        score, reasons = score + 5, [*reasons, "pinned"]
    given = {name: count for name, count in (reactions or {}).items() if name.split("::")[0] in TELLING}
    if total := sum(given.values()):
        score, reasons = score + min(3, total), [*reasons, f"{total} reaction{'s' * (total > 1)}"]
    if COMMAND.match(text.strip()):
        score, reasons = score + 4, [*reasons, "a command"]
    for milestone, of_kind, reason, words in MEANINGS:
        if words.search(text):
            score, reasons = score + (3 if not means else 1), [*reasons, reason]
            kind, means = (of_kind, milestone) if kind == "observation" and not means else (kind, means or milestone)
    for found, worth, reason in ((TIME, 2, "names a time"), (FIGURE, 1, "gives a figure")):
        if found.search(text):
            score, reasons = score + worth, [*reasons, reason]
    if answers >= 2:
        score, reasons = score + 1, [*reasons, f"{answers} answers"]
    if pictures:
        score, reasons = score + 2, [*reasons, "shows a picture"]
    if len(text.strip()) < SHORTEST and not is_pinned:
        score = max(0, score - 3)
    return Judged(score, tuple(reasons[:6]), kind, means)
