"""How far each section has come, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from postmortems.advice import Advice, advise
from postmortems.checks import Gate, gates
from postmortems.snapshot import Snapshot, Text
from postmortems.supplied import SUMMARY


@dataclass(frozen=True)
class Readiness:
    """`state` is done, part, attention or empty; `reasons` say what is left to do, most important first."""

    key: str
    title: str
    state: str
    reasons: tuple[str, ...]
    required: bool

    @property
    def word(self) -> str:
        """What the mark says to those who cannot see it."""
        words = {"done": "Ready", "part": "Begun", "attention": "Needs attention", "empty": "Empty"}
        return words[self.state]

    @property
    def is_done(self) -> bool:
        return self.state == "done"


def of_sections(
    snapshot: Snapshot, found: Sequence[Gate] | None = None, advice: Sequence[Advice] | None = None
) -> list[Readiness]:
    """One per section, in their order. Pass the gates and the advice when they are at hand."""
    found = gates(snapshot) if found is None else found
    advice = advise(snapshot) if advice is None else advice
    return [
        _of(
            text,
            snapshot,
            [gate for gate in found if gate.section == text.key],
            [each for each in advice if each.section == text.key],
        )
        for text in snapshot.texts
    ]


def counted(sections: Sequence[Readiness]) -> tuple[int, int]:
    """Required sections that are ready, and how many are required."""
    required = [section for section in sections if section.required]
    return sum(section.is_done for section in required), len(required)


def as_data(sections: Sequence[Readiness]) -> list[dict[str, Any]]:
    """The copy that lists read."""
    return [
        {
            "key": each.key,
            "title": each.title,
            "state": each.state,
            "required": each.required,
            "reasons": list(each.reasons),
        }
        for each in sections
    ]


def _of(text: Text, snapshot: Snapshot, own: list[Gate], advice: list[Advice]) -> Readiness:
    failing = [gate for gate in own if not gate.holds]
    reasons = tuple([gate.sentence for gate in failing] + [each.title for each in advice])
    if any(gate.alarms for gate in failing) or any(each.alarms for each in advice):
        state = "attention"
    elif not _has_content(text, snapshot):
        state, reasons = "empty", _invitation(text) or (reasons[:1] if text.block else ())
    else:
        state = "part" if failing else "done"
    return Readiness(text.key, text.title, state, reasons, text.required)


def _has_content(text: Text, snapshot: Snapshot) -> bool:
    rows = {
        "impact": len(snapshot.areas),
        "timeline": snapshot.entries,
        "whys": len(snapshot.whys),
        "factors": len(snapshot.factors),
        "defences": snapshot.defences,
        "whatifs": snapshot.whatifs,
        "actions": len(snapshot.promises),
        "related": snapshot.related,
    }
    return bool(text.content) or rows.get(text.block, 0) > 0


def _invitation(text: Text) -> tuple[str, ...]:
    if not text.required:
        return ("Optional",)
    return ("Write last, 2 to 3 sentences",) if text.key == SUMMARY else ()
