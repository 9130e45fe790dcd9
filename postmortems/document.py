"""A frozen write-up laid out for reading: what stands where, in which order, with the words already chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from django.utils.safestring import SafeString

from actions import ladder
from actions.models import Action
from incidents import durations, gaps
from incidents.models import TimelineEntry
from kit import markdown
from kit.components.words import duration
from postmortems import tree
from postmortems.content import Content
from postmortems.drawings import Drawings
from postmortems.fishbone import Fishbone, Later, fishbone
from postmortems.supplied import SUMMARY, WENT_WELL

WENT_WRONG = "went_wrong"
HEADING = re.compile(r"^ {0,3}(#{1,6})\s", re.MULTILINE)
FENCED = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
TOP_HEADING = 3
WORDS_A_MINUTE = 220
LEAST_LABELLED_SHARE = 14
LEAST_TICK_DISTANCE = 9
# Kind of an entry -> how its dot looks, and its icon.
LOOKS = {
    "detection": ("detect", "radio"),
    "alert": ("detect", "radio"),
    "observation": ("diagnose", "scan"),
    "hypothesis": ("diagnose", "bulb"),
    "decision": ("decide", "gavel"),
    "action": ("act", "wrench"),
    "change": ("act", "deploy"),
    "recovery": ("recover", "heart"),
    "communication": ("note", "comment"),
    "escalation": ("note", "ladder"),
}
PRIORITIES = {
    "high": "High: prevent this from happening again",
    "medium": "Medium: detect and respond better",
    "low": "Low: systemic",
}

Row = SimpleNamespace


def laid_out(body: str) -> SafeString:
    """HTML of a section's text; whatever depth of heading its writers began with becomes the one below its title."""
    depths = [len(marks) for marks in HEADING.findall(FENCED.sub("", body))]
    return markdown.render(body, level=max(1, TOP_HEADING + 1 - min(depths, default=1)))


@dataclass(frozen=True)
class Part:
    """One section. `layout` names the template that draws it."""

    key: str
    title: str
    layout: str
    body: str
    beside: Part | None = None

    @property
    def html(self) -> SafeString:
        return laid_out(self.body)


class Document(Drawings):
    """`live` are the incident's actions as they are now, owners read; `on` is the reader's day.

    `later` has the answers to factors that changed after the text was published.
    """

    def __init__(
        self, text: Content, *, live: Sequence[Action], on: date, is_draft: bool = False, later: Later | None = None
    ) -> None:
        self.text, self.live, self.on, self.is_draft = text, live, on, is_draft
        self.later = later

    @property
    def title(self) -> str:
        return str(self.text["title"])

    @cached_property
    def summary(self) -> Part | None:
        return next((part for part in self._all if part.key == SUMMARY), None)

    @cached_property
    def parts(self) -> list[Part]:
        """Everything below the summary. Empty parts are left out once it is published."""
        shown = [part for part in self._all if part.key != SUMMARY and (self.is_draft or self._has_content(part))]
        return list(_paired(shown))

    @cached_property
    def contents(self) -> list[Part]:
        """What the list of contents names."""
        flat = [part for pair in self.parts for part in (pair, pair.beside) if part is not None]
        return [self.summary, *flat] if self.summary else flat

    @cached_property
    def _all(self) -> list[Part]:
        return [
            Part(each["key"], each["title"], each["block"] or "prose", each["body"]) for each in self.text["sections"]
        ]

    def _has_content(self, part: Part) -> bool:
        return bool(part.body.strip()) or self.has_rows(part.layout)

    @cached_property
    def minutes(self) -> int:
        texts = [each["body"] for each in self.text["sections"]]
        texts += [f"{entry['text']} {entry['known']}" for entry in self.text["timeline"]]
        texts += [f"{why['question']} {why['answer']}" for why in self.text["whys"]]
        texts += [factor["text"] for factor in self.text["factors"]]
        texts += [f"{each['question']} {each['answer']}" for each in self.text.get("whatifs", [])]
        return max(1, round(sum(len(text.split()) for text in texts) / WORDS_A_MINUTE))

    @property
    def impact(self) -> list[Content]:
        return list(self.text["impact"])

    @cached_property
    def times(self) -> list[Content]:
        """The durations that were recorded."""
        return [each for each in self.text["durations"] if each["state"] == durations.State.RECORDED]

    @property
    def impact_seconds(self) -> int | None:
        return next((each["seconds"] for each in self.times if each["key"] == "impact"), None)

    @cached_property
    def phases(self) -> list[Row]:
        """The phase bar: per phase its share in whole percent and, where there is room, its words."""
        found = durations.phases({name: _moment(at) for name, at in self.text["milestones"].items()})
        return [
            Row(
                key=phase.key,
                share=phase.share,
                said=f"{duration(phase.seconds)} to {phase.label.lower()}",
                label=f"{phase.label}, {duration(phase.seconds)}" if phase.share >= LEAST_LABELLED_SHARE else "",
                start=phase.start,
                end=phase.end,
            )
            for phase in found
        ]

    @cached_property
    def ticks(self) -> list[tuple[int, datetime]]:
        """(share of the way, time) under the bar, left out where two would touch; first and last stand apart."""
        found: list[tuple[int, datetime]] = []
        way = 0
        for phase in self.phases[:-1]:
            way += phase.share
            if way - (found[-1][0] if found else 0) >= LEAST_TICK_DISTANCE <= 100 - way:
                found.append((way, phase.end))
        return found

    @cached_property
    def entries(self) -> list[Row]:
        rows = []
        for entry in self.text["timeline"]:
            look, icon = LOOKS.get(entry["kind"], ("note", "comment"))
            label = TimelineEntry.Kind(entry["kind"]).label
            source = TimelineEntry.Source(entry["source"]).label if entry["source"] else ""
            at = _moment(entry["at"])
            rows.append(Row(**{**entry, "at": at, "look": look, "icon": icon, "label": label, "source": source}))
        return rows

    @cached_property
    def moments(self) -> list[Row]:
        """The starred entries; all of them when none is."""
        return [entry for entry in self.entries if entry.starred] or self.entries

    @cached_property
    def days(self) -> list[tuple[date, list[Row]]]:
        """Every entry and every silence between two, by day in UTC."""
        answered = [(_moment(each["start_at"]), _moment(each["end_at"])) for each in self.text["quiet"]]
        notes = {_moment(each["start_at"]): each["note"] for each in self.text["quiet"]}
        silent = gaps.gaps([entry.at for entry in self.entries], [(a, b) for a, b in answered if a and b])
        rows = self.entries + [
            Row(at=gap.start, minutes=gap.minutes, is_explained=gap.is_explained, note=notes.get(gap.start, ""))
            for gap in silent
        ]
        rows.sort(key=lambda row: (row.at, hasattr(row, "minutes")))
        return [(day, list(group)) for day, group in groupby(rows, key=lambda row: row.at.astimezone(UTC).date())]

    @cached_property
    def whys(self) -> list[Row]:
        """The five whys as a tree: lines with their rungs, each with the lines it forks into."""
        rows = [_why(why) for why in self.text["whys"]]
        parents = {place: why["parent"] for place, why in enumerate(self.text["whys"])}
        return [_line(branch, rows) for branch in tree.branches(parents)]

    @cached_property
    def fishbone(self) -> Fishbone:
        return fishbone(self.text["factors"], on=self.on, later=self.later)

    @cached_property
    def promises(self) -> list[tuple[str, list[Action]]]:
        """The live actions by priority, those of the published text first; `is_later` marks what came afterwards."""
        frozen = {each["number"] for each in self.text["actions"]}
        for action in self.live:
            action.is_later = action.number not in frozen  # type: ignore[attr-defined]
            late = action.is_running and action.due_on is not None
            action.week = ladder.week_overdue(action.due_on, self.on) if late else 0  # type: ignore[attr-defined, arg-type]
        return [
            (label, rows)
            for value, label in PRIORITIES.items()
            if (rows := sorted((a for a in self.live if a.priority == value), key=lambda a: a.number not in frozen))
        ]

    @property
    def done(self) -> int:
        return sum(action.state == Action.State.DONE for action in self.live)

    @property
    def done_share(self) -> int:
        return self.done * 100 // len(self.live) if self.live else 0

    @property
    def overdue(self) -> int:
        return sum(bool(action.week) for _, rows in self.promises for action in rows)  # type: ignore[attr-defined]


def _paired(parts: list[Part]) -> Iterator[Part]:
    """What went well and what went wrong stand side by side when they are neighbours."""
    rest = iter(parts)
    following = next(rest, None)
    while (part := following) is not None:
        following = next(rest, None)
        if part.key == WENT_WELL and following is not None and following.key == WENT_WRONG:
            yield Part(part.key, part.title, "wells", part.body, beside=following)
            following = next(rest, None)
        else:
            yield part


def _why(why: Content) -> Row:
    given = why.get("evidence", {})
    shown = {name: given.get(name, "") for name in ("label", "url", "entry")}
    shown["entry"] = markdown.excerpt(shown["entry"], words=24)
    evidence = Row(**shown, at=_moment(given.get("at"))) if given else None
    return Row(**{**why, "evidence": evidence})


def _line(branch: tree.Branch, rows: list[Row]) -> Row:
    rungs = [Row(number=number, **vars(rows[key])) for number, key in enumerate(branch.keys, branch.start)]
    fork = [_line(each, rows) for each in branch.fork]
    return Row(name=branch.name, start=branch.start, rungs=rungs, fork=fork)


def _moment(stored: Any) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
