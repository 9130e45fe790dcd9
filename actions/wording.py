"""Whether a promise can be kept: a title that says what will be different when it is done.

Publication asks this too, so it speaks up only when it is sure.
"""

from __future__ import annotations

import re

_SUBJECT_MATTER = (
    r"(?:monitoring|alerting|alerts|testing|tests|test coverage|coverage|documentation|docs|communication|process"
    r"|processes"
    r"|procedures?|visibility|observability|reliability|stability|resilience|resiliency|robustness|quality|performance"
    r"|security|training|awareness|code reviews?|reviews|logging|logs|tooling|dashboards?|runbooks?|incident response)"
)
_VAGUE = [
    re.compile(pattern)
    for pattern in (
        r"(?:(?:improve|enhance|increase|strengthen|better|more|add more|do more|write more|have better|have more"
        r"|expand|review|revisit|tighten|fix|work on|invest in|look at"
        r"|look into) )?(?:the |our |more |better )?"
        r"(?:(?:overall|general|system|service|production|team|internal|existing|current) )?"
        rf"{_SUBJECT_MATTER}(?: (?:and|&|or) (?:\w+ )?{_SUBJECT_MATTER})*",
        r".*\b(?:be|stay|remain|become) (?:\w+ )?(?:careful|vigilant|cautious|mindful|attentive|diligent)\b.*",
        r".*\b(?:pay|give) (?:more|closer|better|extra) attention\b.*",
        r".*\b(?:take|with) (?:more|greater|extra|better) care\b.*",
        r"(?:monitor|watch|check|test|review|look|communicate|coordinate|document|plan|observe|track)(?: [\w-]+){0,4}"
        r" (?:(?:more|much|a lot) )?(?:closely|carefully|thoroughly|better|often|frequently|harder)",
        r"(?:make sure|ensure|see to it)(?: that)? (?:this|it|that)(?: \w+)? (?:does not|doesn't|never|will not|won't"
        r"|cannot"
        r"|can't)(?: ever)? (?:happens?|occurs?|recurs?|repeats?)(?: again)?",
        r"(?:prevent|avoid) (?:this|it)(?: from happening)?(?: again| in (?:the )?future)?",
        r"(?:try harder|do better|raise awareness|think about it|follow up|discuss(?: this| it)?"
        r"|investigate(?: this| it)?"
        r"|look into (?:this|it)|fix (?:this|it|the (?:bug|issue|problem)))",
    )
]
QUESTION = "Too vague to finish. What would done look like?"


def is_vague_action(title: str) -> bool:
    """Whether nobody could say when this is done: “improve monitoring”, “be more careful”."""
    plain = re.sub(r"\s+", " ", _plain(title)).strip(" .!…-*")
    return any(pattern.fullmatch(plain) for pattern in _VAGUE)


def _plain(text: str) -> str:
    """At most a long paragraph of it, in lower case, with plain apostrophes and without Markdown's emphasis."""
    return re.sub(r"[*_`“”\"]", "", text[:2000].replace("’", "'")).lower().strip()
