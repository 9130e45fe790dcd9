"""What a heading is probably about, by the words in it, where it is none of the names that houses use."""

from __future__ import annotations

import re

# To whom a heading speaks: what readers are asked to do is no promise of the house.
TO_READERS = re.compile(r"\b(?:you|your|yourself|users? should|customers? should)\b", re.IGNORECASE)
# What was done at the time is how it was repaired.
DONE_THEN = re.compile(r"\b(?:taken|immediate|during|performed|carried out)\b", re.IGNORECASE)
_WE = r"(?:we|we'll|we're|we've|we'd|we will|we are|i|i'll|i'm|the team|team|they|are we|will we|is|has|have|had)"
_CHANGE = (
    r"(?:chang\w+|improv\w+|prevent\w*|fix\w*|do|doing|differently|better|avoid\w*|plan\w*|next|again|ahead|harden\w*)"
)
HINTS = {
    "actions": (
        r"\b(?:what|how(?!'d| did)|which|where|things?|changes?|steps?|work|improvements?|plans?|fixes)\b.{0,12}"
        rf"\b{_WE}\b"
        rf"(?! (?:did|learn\w*|saw|happen\w*|found|fixed|resolved|respond\w*|know|knew)).{{0,30}}\b{_CHANGE}\b",
        r"\bwhat(?:'s| is| comes| happens| will come)? (?:next|now)\b|\bnext\b.{0,12}\b(?:steps|up)\b",
        r"\bchanges to come\b",
        r"\bwhat changes\b|\bwhat will (?:be|change|happen)\b|\b(?:bets|decisions|experiments|homework)\b",
        r"\b(?:moving|going|looking|way) (?:forward|ahead)\b|\bin (?:the )?future\b|\bchanges we\b|\bto be done\b",
        r"\b(?:action|actions|follow ups?|followups?|remediations?|preventi(?:ve|on)|preventative|recommendations?|"
        r"todos?|to dos?|countermeasures|commitments|promises|tasks|undertakings|action points|pledges|resolutions)\b",
        r"\b(?:planned|permanent|proposed|future|agreed|long term|short term|medium term|further|system|process|"
        r"technical|suggested|corrective|pending|outstanding) "
        r"(?:fix|fixes|work|changes|measures|improvements?|solutions?|steps|enhancements|items|decisions)\b",
    ),
    "timeline": (
        r"\b(?:timeline|chronolog\w*|sequence of|order of events|minute by minute|hour by hour|blow by blow|"
        r"play by play|when and what|what happened when|event log|incident log|logbook|milestones|key moments)\b",
    ),
    "why": (r"\b(?:causes?|causal|causation)\b|^why\b|\bwhy (?:did|was|were|it|this|that)\b|\breasons?\b",),
    "went_well": (r"\b(?:did|do|done|went|worked|working) (?:\w+ )?(?:well|right)\b(?! enough)",),
    "impact": (r"\b(?:impact\w*|affected|consequences|who noticed|effects? on|felt)\b",),
    "lessons": (r"\b(?:lessons?|learn(?:ed|t|ing|ings)?|takeaways?)\b",),
    "resolution": (r"\b(?:fixed|resolved|resolving|recover\w*|mitigat\w+|restor\w+|repaired)\b|\bactions? taken\b",),
    "summary": (r"\b(?:summary|nutshell|in brief|tldr)\b",),
}
PATTERNS = {key: re.compile("|".join(each), re.IGNORECASE) for key, each in HINTS.items()}
MOST_WORDS = 9


def hinted(words: str) -> str:
    """`words` without numbering and marks, in lower case."""
    if len(words.split()) > MOST_WORDS:
        return ""
    for key, pattern in PATTERNS.items():
        if pattern.search(words):
            if key == "actions" and (TO_READERS.search(words) or DONE_THEN.search(words)):
                continue
            return key
    return ""
