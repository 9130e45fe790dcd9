"""What stood in the way: layers of defence, what limited the damage, and what-if questions of full write-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from config.filling import words
from config.filling.plan import Plan
from config.filling.progress import Progress
from config.filling.sheets import Sheet
from postmortems.models import Defence, Mitigator, WhatIf

if TYPE_CHECKING:
    from config.filling.write_ups import WriteUp

LAYERS = (
    ("Review", "A change that takes more than it gives back"),
    ("Testing", "What fails only under load"),
    ("Deployment", "A bad release that reaches everybody at once"),
    ("Monitoring", "A slow leak that nobody looks at"),
)
QUESTIONS = ("What if it had happened at the weekend?", "What if twice as many people had been online?")


def write(plan: Plan, write_ups: Sequence[WriteUp], progress: Progress) -> None:
    """One layer of each held."""
    chance = plan.chance("layers")
    full = [each for each in write_ups if each.is_far and not each.is_light]
    layers = (
        (
            each.pk,
            layer,
            purpose,
            "held" if (each.pk + n) % len(LAYERS) == 0 else "hole",
            words.sentence(chance)[:500],
            n,
        )
        for each in full
        for n, (layer, purpose) in enumerate(LAYERS)
    )
    Sheet(Defence, "postmortem layer purpose outcome detail order").copy(layers, progress)
    spared = ((each.pk, words.sentence(chance)[:300], words.sentence(chance)[:300], 0) for each in full)
    Sheet(Mitigator, "postmortem text effect order").copy(spared, progress)
    asked = ((each.pk, question, words.sentence(chance), n) for each in full for n, question in enumerate(QUESTIONS))
    Sheet(WhatIf, "postmortem question answer order").copy(asked, progress)


def _outcome(place: int) -> str:
    return "hole" if place % len(LAYERS) else "held"
