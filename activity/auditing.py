"""The auditor: looks at what is owed without trusting what the ladder and the sweeper noted, and mends it.

Apps register a look for what they owe. A look mends what it can, each row in a transaction of its own, and answers
what it found.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

logger = logging.getLogger(__name__)

FAILED = "look_failed"


@dataclass(frozen=True)
class Found:
    kind: str
    count: int
    mended: int = 0


Look = Callable[[datetime], Iterable[Found]]

# What each kind of finding means, in the words of the outbox page.
LABELS: dict[str, str] = {FAILED: "A check could not be made"}

_looks: list[Look] = []


def register(look: Look, labels: dict[str, str]) -> None:
    """Called from AppConfig.ready, with a sentence for each kind of finding the look may answer."""
    LABELS.update(labels)
    if look not in _looks:
        _looks.append(look)


def findings(at: datetime) -> list[Found]:
    """What every look found; one that breaks is a finding itself and keeps no other from looking."""
    found: list[Found] = []
    for look in _looks:
        try:
            found += look(at)
        except Exception as error:
            logger.exception("A look of the auditor broke: %s", type(error).__name__)
            found.append(Found(FAILED, 1))
    return [each for each in found if each.count]
