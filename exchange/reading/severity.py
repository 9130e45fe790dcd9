"""Severities of other houses as those of this one."""

from __future__ import annotations

import re

SEV = re.compile(r"\b(?:sev(?:erity)?|s|p|prio(?:rity)?|level|tier|stufe)[\s:-]*([0-5])\b", re.IGNORECASE)
WORDS = {
    "sev1": (
        "critical",
        "blocker",
        "catastrophic",
        "emergency",
        "kritisch",
        "crítico",
        "critique",
        "very high",
        "highest",
    ),
    "sev2": ("major", "high", "severe", "hoch", "alta", "majeur", "significant", "red"),
    "sev3": ("minor", "medium", "moderate", "partial", "mittel", "media", "mineur", "amber", "orange", "yellow"),
    "sev4": ("low", "trivial", "negligible", "cosmetic", "informational", "niedrig", "gering", "baja", "green"),
}


def severity(said: str) -> str:
    """ "sev1" to "sev4", or "" when the words say none. Houses that count from 0 are read one lower."""
    if found := SEV.search(said) or re.fullmatch(r"\s*([0-5])\s*(?:[(/–-].*)?", said):
        return f"sev{min(max(int(found[1]), 1), 4)}"
    lowered = said.lower()
    return next(
        (level for level, words in WORDS.items() if any(re.search(rf"\b{word}\b", lowered) for word in words)), ""
    )


def mentioned(text: str) -> str:
    """A severity named anywhere, in a form that means nothing else: SEV1, Sev-2."""
    found = re.search(r"\bsev(?:erity)?[\s-]?([0-5])\b", text, re.IGNORECASE)
    return f"sev{min(max(int(found[1]), 1), 4)}" if found else ""
