"""A version of a template as plain data: what it lacks, and what is different from another one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kit.diff import Piece, diff_words
from postmortems.supplied import SUMMARY, WENT_WELL

FIELDS = ("key", "title", "guidance", "block", "prose", "required", "most_words")
# Keys that rules ask for by name.
MEANT = frozenset({SUMMARY, WENT_WELL})


@dataclass(frozen=True)
class Difference:
    """One section in two versions. `said` has what is different besides the guidance, in sentences."""

    key: str
    title: str
    change: str
    said: tuple[str, ...]
    guidance: tuple[Piece, ...] = ()


def layout(sections: Iterable[Any]) -> list[dict[str, Any]]:
    return [{name: getattr(section, name) for name in FIELDS} for section in sections]


def missing(sections: Iterable[Any], checklist: Sequence[str]) -> list[str]:
    """Why it cannot be published, in sentences."""
    rows = list(sections)
    found = []
    if not any(row.required for row in rows):
        found.append("At least one section must be required.")
    if not any(row.prose for row in rows):
        found.append("At least one section must have a text.")
    if not checklist:
        found.append("Reviewers need at least one line to tick.")
    return found


def same(old: Any, new: Any) -> bool:
    return layout(old.sections.kept()) == layout(new.sections.kept()) and old.checklist == new.checklist


def differences(old: Sequence[Any], new: Sequence[Any]) -> list[Difference]:
    """Sections that differ, in the order of `new`, those that are gone last."""
    before, after = {row.key: row for row in old}, {row.key: row for row in new}
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    found = []
    for key, row in after.items():
        if key not in before:
            found.append(Difference(key, row.title, "added", (_shape(row),), tuple(diff_words("", row.guidance))))
        elif said := _said(before[key], row, key in moved):
            found.append(said)
    gone = [row for key, row in before.items() if key not in after]
    return found + [Difference(row.key, row.title, "removed", (_shape(row),)) for row in gone]


def _said(old: Any, new: Any, has_moved: bool) -> Difference | None:
    said = [f"Was called “{old.title}”."] if old.title != new.title else []
    if has_moved:
        said.append("Stands elsewhere in the order.")
    if (old.prose, old.block) != (new.prose, new.block):
        said.append(f"Was {_kind(old)}, is {_kind(new)}.")
    if old.required != new.required:
        said.append("Is required now." if new.required else "Is optional now.")
    if old.most_words != new.most_words:
        said.append(f"Most words: {old.most_words or 'no limit'} before, {new.most_words or 'no limit'} now.")
    words = tuple(diff_words(old.guidance, new.guidance)) if old.guidance != new.guidance else ()
    return Difference(new.key, new.title, "changed", tuple(said), words) if said or words else None


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The fewest that explain another order: all but the longest run that kept it."""
    place = {key: n for n, key in enumerate(new)}
    best: list[list[str]] = []
    for key in old:
        before = [run for run in best if place[run[-1]] < place[key]]
        best.append([*_longest(before), key])
    return set(old) - set(_longest(best))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run)) if runs else []


def _kind(row: Any) -> str:
    words = {"": "", "impact": "impact figures", "timeline": "the timeline", "whys": "five whys"}
    words |= {"factors": "contributing factors", "actions": "action items", "related": "related incidents"}
    words |= {"defences": "defences", "whatifs": "what-if questions"}
    return " and ".join(filter(None, [words[row.block], "text" if row.prose else ""]))


def _shape(row: Any) -> str:
    most = f", at most {row.most_words} words" if row.most_words else ""
    return f"{'Required' if row.required else 'Optional'}: {_kind(row)}{most}."
