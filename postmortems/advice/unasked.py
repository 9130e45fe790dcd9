"""What gates ask of required sections, as advice where the template leaves the section to the authors."""

from __future__ import annotations

from collections.abc import Iterator

from postmortems.advice.advice import Advice
from postmortems.checks import Gate, factors_answered, last_why, went_well
from postmortems.snapshot import Snapshot, Text
from postmortems.supplied import WENT_WELL


def unasked(snapshot: Snapshot) -> Iterator[Advice]:
    """Nothing of a write-up that nobody has begun."""
    if not snapshot.words:
        return
    for text in snapshot.texts:
        gate = None if text.required else _gate(text, snapshot)
        if gate is not None and not gate.holds:
            yield Advice(gate.key, text.key, gate.sentence, gate.why, alarms=gate.alarms)


def _gate(text: Text, snapshot: Snapshot) -> Gate | None:
    if text.block == "whys":
        return last_why(snapshot, text.key)
    if text.block == "factors":
        return factors_answered(snapshot, text.key)
    return went_well(text) if text.key == WENT_WELL and text.prose else None
