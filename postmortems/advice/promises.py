"""Whether the actions can be finished, and whether one of them prevents anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.wording import is_vague_action
from postmortems.advice.advice import Advice
from postmortems.snapshot import Promise, Snapshot

MANY_ACTIONS = 12
UNFINISHED = "Nobody can tell when a vague action is done, so it stays open or is closed without effect."
TOO_MANY = "What is promised in one go and not finished makes every promise worth less."
COMES_BACK = "Alerts, runbooks and training make the next time shorter. It can still happen again."

# What helps to notice or to answer, by the first words of the title. Categories are often left as they were.
_NOTICES = re.compile(
    r"(?:alert|alarm|warn|page|notify|monitor|graph|log|trace|measure|track|watch|chart|document|describe|train|teach"
    r"|rehearse|(?:write|add|create|update|extend|build|set up|have|fix) (?:an? |the |our |more )?(?:[\w-]+ ){0,3}"
    r"(?:alert|alarm|dashboard|graph|metric|runbook|playbook|checklist|panel|log|guide|page|documentation|training)s?)\b"
)


def promises(snapshot: Snapshot) -> Iterator[Advice]:
    block = snapshot.block("actions")
    made = snapshot.promises
    if block is None or not made:
        return
    if unclear := [promise for promise in made if is_vague_action(promise.title)]:
        title = f"{', '.join(promise.code for promise in unclear)}: what would done look like?"
        quoted = tuple(promise.title for promise in unclear)
        yield Advice("vague_actions", block.key, title, UNFINISHED, quoted, alarms=True)
    if len(made) > MANY_ACTIONS:
        title = f"{len(made)} actions are more than most teams finish; keep those that matter most"
        yield Advice("many_actions", block.key, title, TOO_MANY, alarms=True)
    if not any(_prevents(promise) for promise in made):
        yield Advice("no_prevention", block.key, "No action keeps this from happening again", COMES_BACK)


def _prevents(promise: Promise) -> bool:
    """High priority means that it prevents a recurrence. In doubt it does."""
    return promise.priority == "high" or not _NOTICES.match(promise.title.lower().strip())
