"""Claims that say they are certain, or that something shows them, and give nothing to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortems.advice.advice import Advice
from postmortems.advice.contradictions import shortened
from postmortems.prose import statements
from postmortems.snapshot import Snapshot

BELIEVED = "Whoever was not there can only believe it. Link the graph, log or change that shows it, or say “probably”."
UNCHECKED = "An entry marked evidenced is taken as proven. Add its source or a link, or mark it as recalled."

_SURELY = r"(?:clearly|obviously|evidently|undoubtedly|certainly|definitely)"
_WITNESS = r"(?:logs?|metrics?|graphs?|dashboards?|traces?|measurements?|monitoring|data)"
_SURE = re.compile(
    rf"^(?:{_SURELY}|of course|without (?:a )?doubt)\b,? "
    rf"|\b(?<!not )(?<!n't ){_SURELY} (?:the (?:root )?cause|caused|due to|because|triggered|responsible|led to)\b"
    r"|\bthere is no doubt that\b|\bit is (?:very |quite )?(?:clear|obvious|evident) that\b|\beverybody knows\b"
    rf"|\b{_WITNESS} (?:clearly )?(?:show|prove|confirm|demonstrate|indicate)(?:s|ed|d)? that\b",
    re.I | re.M,
)
# A link, a picture, code, a table, a quotation or a figure: something a reader can check.
_SHOWN = re.compile(r"\]\(|\]\[|://|`|\||^ {0,3}>|[\"“«]|\d", re.M)
_PARAGRAPH = re.compile(r"\n\s*\n")
_SHOWING = (
    "show shows showed prove proves proved confirm confirms confirmed demonstrates demonstrated indicate indicates"
)
_HINTS = (
    *("clearly", "obvious", "evident", "doubt", "certainly", "definitely", "of course", "everybody knows", "is clear"),
    *(f"{verb} that" for verb in _SHOWING.split()),
)


def evidence(snapshot: Snapshot) -> Iterator[Advice]:
    timeline = snapshot.block("timeline")
    if timeline is not None and (count := snapshot.unsourced):
        entries = "key entry is" if count == 1 else "key entries are"
        yield Advice("unsourced", timeline.key, f"{count} {entries} marked evidenced and name no source", UNCHECKED)
    for text in snapshot.texts:
        if text.prose and (claims := _claims(text.content)):
            title = "A claim has no evidence" if len(claims) == 1 else f"{len(claims)} claims have no evidence"
            yield Advice(f"evidence:{text.key}", text.key, title, BELIEVED, tuple(map(shortened, claims)))


def _claims(content: str) -> list[str]:
    plain = content.lower()
    hints = [hint for hint in _HINTS if hint in plain]
    if not hints:
        return []
    parts = (part for part in _PARAGRAPH.split(content) if any(hint in part.lower() for hint in hints))
    bare = (part for part in parts if not _SHOWN.search(part))
    found = (said for part in bare for said in statements(part))
    return [said for said in found if _SURE.search(said) and not said.endswith("?")]
