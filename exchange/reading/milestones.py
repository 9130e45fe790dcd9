"""Which entries say that it began, was noticed, and was over; guesses, and marked as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from exchange.reading.plain import plain

CUES = {
    "started": r"\b(?:incident|outage|impact|issue|problem|disruption|errors?|failures?|degradation|störung|"
    r"ausfall)s?\b.{0,40}"
    r"\b(?:start|starts|started|begins?|began|beginning|onset|beginnt|begann)|\bstart of (?:the )?(?:incident|outage|"
    r"impact)"
    r"|\b(?:begins? experiencing|goes? down|went down|stops? (?:working|responding)|became unavailable|first "
    r"(?:errors?|failures?|symptoms?))",
    "detected": r"\b(?:pages\b|calls support|alert(?:s|ed|ing)?\b.{0,20}(?:fire|fired|sent|received|trigger)|paged?\b|"
    r"pagerduty|detected|noticed|first (?:report|alert|detected)"
    r"|users? report|reported|customers? report|alarm|monitoring (?:detect|alert)|alert received|erkannt|entdeckt|"
    r"gemeldet|we notice)",
    "engaged": r"\b(?:incident declared|declared an? incident|acknowledg|on-?call (?:joins|engineer (?:joins|starts))|"
    r"war room|incident channel|investigation (?:starts|started|begins|began)|starts? investigating)",
    "understood": r"\b(?:root cause (?:identified|found|detected|established)|identified (?:the )?(?:root )?cause|"
    r"cause (?:identified|found)|found the (?:reason|cause|problem))",
    "restored": r"\b(?:service(?:s)? (?:fully )?(?:restored|recovered|back)|mitigated|recovered|back (?:online|up|to "
    r"normal)|restored|all systems operational|wiederhergestellt|fully operational|returned to normal)",
    "resolved": r"\b(?:resolved|all.clear|incident (?:closed|over|ended|end)|outage (?:over|ended|ends)|fully "
    r"restored|problem is (?:fixed|resolved)|to an end|behoben|monitoring confirms|declared over)",
}
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CUES.items()}
# The last one that says so counts, of the others the first.
DAY = timedelta(hours=24)
LAST = ("restored", "resolved")


def guessed(entries: Sequence[tuple[datetime, str]]) -> dict[str, datetime]:
    """Milestone → time, by the words of the entries; `started` is the first entry where none says so."""
    found: dict[str, datetime] = {}
    for at, text in entries:
        words = plain(text)[:300]
        for name, pattern in PATTERNS.items():
            if (name in LAST or name not in found) and pattern.search(words):
                found[name] = at
    begun, noticed = found.get("started"), found.get("detected")
    if entries and (begun is None or (noticed is not None and noticed < begun)):
        first = entries[0][0]
        found["started"] = first if noticed is None or noticed - first < DAY else noticed
    if found.get("resolved") and found.get("restored", found["resolved"]) > found["resolved"]:
        del found["restored"]
    if "resolved" not in found and "restored" in found:
        found["resolved"] = found["restored"]
    return found
