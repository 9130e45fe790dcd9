"""The importer against write-ups that were read by hand: figures, and each miss in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exchange.reading.keeping import lost
from exchange.reading.understood import Understood

# Of the entries somebody counted by hand, as many may be missing or too many.
WITHIN = 0.1
ASKED = {"title and sections": 1.0, "date": 0.95, "timeline": 0.85, "actions": 0.8}


@dataclass
class Score:
    """Per figure: how many documents were right, and what was wrong with the others."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASKED, 0))
    documents: int = 0
    misses: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        return self.right[name] / (self.documents or 1)

    @property
    def is_enough(self) -> bool:
        return all(self.share(name) >= least for name, least in ASKED.items())


def score(rows: Iterable[tuple[Mapping[str, Any], Understood]]) -> Score:
    """Each row: what was read by hand, and what was understood."""
    result = Score()
    for truth, found in rows:
        result.documents += 1
        for name, problem in _judged(truth, found):
            if problem:
                result.misses.append(f"{truth['id']}: {name}: {problem}")
            else:
                result.right[name] += 1
    return result


def _judged(truth: Mapping[str, Any], found: Understood) -> list[tuple[str, str]]:
    counted, entries = truth["timeline_entries"], len(found.entries)
    accepted = [truth["action_items"], *truth["action_items_also_accept"]]
    is_near = abs(entries - counted) <= WITHIN * counted
    return [
        ("title and sections", _named(truth, found)),
        (
            "date",
            "" if found.date == truth["incident_date"] else f"{found.date or 'none'}, not {truth['incident_date']}",
        ),
        ("timeline", "" if is_near else f"{entries} entries, not {counted}"),
        ("actions", "" if len(found.actions) in accepted else f"{len(found.actions)} actions, not {accepted[0]}"),
    ]


def _named(truth: Mapping[str, Any], found: Understood) -> str:
    wanted = [*truth["sections"], *truth["label_sections"]]
    missing = [title for title in wanted if title not in found.sections]
    titles = [truth["title"], *truth.get("title_also_accept", [])]
    said = [] if found.title in titles else [f"the title is “{found.title}”"]
    return "; ".join([*said, *(f"no section “{title}”" for title in missing)])


def paragraphs_lost(text: str, found: Understood, texts: Sequence[str]) -> list[str]:
    """Paragraphs of the file that stand in none of the texts that would be saved."""
    held = [found.title, *texts]
    for each in found.entries:
        held.append(f"{each.at} {each.text} {each.who} {each.zone}")
    for action in found.actions:
        held.append(" ".join([action.title, action.text, action.owner, action.due, action.due_words, action.ticket]))
        held.append(action.ticket_url)
    return lost(text, " \x00 ".join(held))
