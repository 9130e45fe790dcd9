"""Two frozen write-ups side by side: what changed in each section, as paragraphs of words. Plain pieces, unescaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any

from incidents.durations import MILESTONES
from kit import diff
from kit.diff import Op, Piece
from postmortems import tree
from postmortems.content import Content
from postmortems.reasons import category_name

BLANK_LINES = re.compile(r"\n\s*\n")
HEAD = "head"


@dataclass(frozen=True)
class Paragraph:
    """`change` is same, changed, added or removed."""

    change: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class SectionChange:
    """What happened to a section: its own text, then the rows of its block that differ."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[Paragraph, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def is_changed(self) -> bool:
        return bool(self.added or self.removed)

    @property
    def added(self) -> int:
        return self.counts["added"] + self.counts["changed"]

    @property
    def removed(self) -> int:
        return self.counts["removed"] + self.counts["changed"]

    @property
    def said(self) -> str:
        """ "2 changed, 1 added"."""
        found = [f"{self.counts[name]} {name}" for name in ("changed", "added", "removed") if self.counts[name]]
        return ", ".join(found) or "Unchanged"

    @property
    def runs(self) -> list[tuple[bool, list[Paragraph]]]:
        """(unchanged?, paragraphs) so that unchanged ones can be folded away."""
        return [(same, list(run)) for same, run in groupby(self.paragraphs, lambda each: each.change == "same")]


def compare(old: Content | None, new: Content) -> list[SectionChange]:
    """One for each section of `new`, then those only `old` has; without `old` everything is added."""
    before = old or {}
    bodies = {each["key"]: each["body"] for each in before.get("sections", [])}
    found = [_head(before, new)]
    for each in new["sections"]:
        found.append(_section(each, bodies.pop(each["key"], ""), each["body"], before, new))
    gone = [each for each in before.get("sections", []) if each["key"] in bodies]
    found += [_section({**each, "block": ""}, each["body"], "", before, new) for each in gone]
    return found


def _head(old: Content, new: Content) -> SectionChange:
    rows = []
    for name, label in (("title", "Title"), ("severity", "Severity")):
        was, now = old.get(name, ""), new[name]
        if was != now:
            rows.append(_changed(f"{label}: {was}" if was else "", f"{label}: {now}"))
    return _counted(HEAD, "Title and severity", [], rows)


def _section(each: Content, was: str, now: str, old: Content, new: Content) -> SectionChange:
    rows: list[Paragraph] = []
    for name in _PARTS.get(each["block"], ()):
        rows += _rows(_LINES[name](old), _LINES[name](new))
    return _counted(each["key"], each["title"], list(paragraphs(was, now)), rows)


def _counted(key: str, title: str, texts: list[Paragraph], rows: list[Paragraph]) -> SectionChange:
    counts = Counter(each.change for each in [*texts, *rows] if each.change != "same")
    return SectionChange(key, title, tuple(texts), tuple(rows), counts)


def paragraphs(old: str, new: str) -> Iterator[Paragraph]:
    """The text's paragraphs with what changed in each; one that is mostly new is shown as removed and added."""
    before, after = BLANK_LINES.split(old.strip()), BLANK_LINES.split(new.strip())
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            yield from (Paragraph("same", (Piece(Op.EQUAL, text),)) for text in before[a:b] if text)
        else:
            for was, now in zip_longest(before[a:b], after[c:d], fillvalue=""):
                yield from _paragraph(was, now)


def _paragraph(was: str, now: str) -> Iterator[Paragraph]:
    pieces = diff.diff_words(was, now)
    kept = sum(len(piece.text) for piece in pieces if piece.op == Op.EQUAL)
    if kept * 2 >= max(len(was), len(now)) > 0:
        yield Paragraph("changed", tuple(pieces))
        return
    if was:
        yield Paragraph("removed", (Piece(Op.DELETE, was),))
    if now:
        yield Paragraph("added", (Piece(Op.INSERT, now),))


def _rows(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Paragraph]:
    """Lines of a block, each known by a key: those that differ, in the order of the new ones."""
    before, after = _keyed(old), _keyed(new)
    return [_changed(*[_line(row, side) for side in ("old", "new")]) for row in diff.diff_rows(before, after, "key")]


def _keyed(lines: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Keys made unique by counting, so that two entries of one minute stay two."""
    seen: Counter[str] = Counter()
    rows = []
    for key, line in lines:
        seen[key] += 1
        rows.append({"key": f"{key}#{seen[key]}", "line": line})
    return rows


def _line(row: diff.Row, side: str) -> str:
    value = next((getattr(each, side) for each in row.fields if each.name == "line"), None)
    return str(value or "")


def _changed(old: str, new: str) -> Paragraph:
    if not old or not new:
        op, change = (Op.INSERT, "added") if new else (Op.DELETE, "removed")
        return Paragraph(change, (Piece(op, new or old),))
    return Paragraph("changed", tuple(diff.diff_words(old, new)))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _impact(text: Content) -> list[tuple[str, str]]:
    return [
        (
            f"{each['area']}:{each['label']}",
            _joined(f"{each['value']} {each['label']}", each["detail"], each["certainty"]),
        )
        for each in text.get("impact", [])
    ]


def _entries(text: Content) -> list[tuple[str, str]]:
    found = []
    for each in text.get("timeline", []):
        at = datetime.fromisoformat(each["at"])
        known = f"Known at the time: {each['known']}" if each["known"] else ""
        words = f"{at:%H:%M} {each['kind'].capitalize()}: {each['text']}"
        certainty = each["certainty"] if each["certainty"] != "evidenced" else ""
        evidence = _joined(each["evidence_label"], each["evidence_url"])
        star = "key moment" if each["starred"] else ""
        parts = (each["options"], each["missing"], each["who"], each["told"], evidence, certainty, star)
        found.append((each["at"], _joined(words, known, *parts)))
    return found


def _milestones(text: Content) -> list[tuple[str, str]]:
    stored = text.get("milestones", {})
    return [
        (name, f"{label}: {datetime.fromisoformat(at):%-d %b %Y, %H:%M} UTC")
        for name, label in MILESTONES.items()
        if (at := stored.get(name))
    ]


def _whys(text: Content) -> list[tuple[str, str]]:
    """With its place in the tree, so that a move is seen: "3", or "3, second hypothesis" on a branch."""
    whys = text.get("whys", [])
    found = []
    for place, number, branch in tree.numbered(tree.branches({n: each["parent"] for n, each in enumerate(whys)})):
        each = whys[place]
        where = f"{number}, {branch.name.lower()}" if branch.name else str(number)
        line = _joined(f"{where}. {each['question']} {each['answer']}", "root cause" if each["is_root"] else "")
        found.append((each["question"], _joined(line, _evidence(each.get("evidence", {})))))
    return found


def _evidence(given: Content) -> str:
    if not given:
        return ""
    at = f"{datetime.fromisoformat(given['at']):%H:%M} {given.get('entry', '')}" if given.get("at") else ""
    return f"evidence: {_joined(given.get('label', ''), given.get('url', ''), at)}"


def _factors(text: Content) -> list[tuple[str, str]]:
    found = []
    for each in text.get("factors", []):
        numbers = ", ".join(f"ACT-{number}" for number in each["actions"])
        risk = f"risk accepted until {each['risk_until']}: {each['risk_reason']}" if each["risk_until"] else ""
        found.append((each["text"], _joined(f"{category_name(each)}: {each['text']}", numbers, risk)))
    return found


def _actions(text: Content) -> list[tuple[str, str]]:
    return [
        (
            str(each["number"]),
            _joined(
                each["title"],
                f"@{each['owner']}" if each["owner"] else "no owner",
                f"{date.fromisoformat(each['due_on']):%-d %b %Y}" if each["due_on"] else "no date",
                each["priority"].capitalize(),
                each["done_when"],
            ),
        )
        for each in text.get("actions", [])
    ]


# Related incidents are left out: a revision names them, and not everybody who reads it may know of them.
_PARTS = {
    "impact": ("impact",),
    "timeline": ("milestones", "timeline"),
    "whys": ("whys",),
    "factors": ("factors",),
    "actions": ("actions",),
}
_LINES: dict[str, Callable[[Any], list[tuple[str, str]]]] = {
    "impact": _impact,
    "milestones": _milestones,
    "timeline": _entries,
    "whys": _whys,
    "factors": _factors,
    "actions": _actions,
}
