"""What the editor shows: the draft's parts as the page lays them out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from accounts import policy
from accounts.models import User
from actions.models import Action
from actions.wording import QUESTION, is_vague_action
from incidents import durations
from incidents.models import Incident, IncidentRelation
from kit import clock, markdown
from postmortems import clocks, content, tree
from postmortems.advice import Advice
from postmortems.checks import Gate
from postmortems.discussion import Discussion
from postmortems.document import Document, laid_out
from postmortems.draft import Draft, Row
from postmortems.gates import person_as_cause
from postmortems.models import ImpactFigure, Postmortem, Section
from postmortems.readiness import Readiness
from postmortems.workflow import versions_ahead

FOREMOST = 4
VIEWS = {"write": "Write", "split": "Side by side", "preview": "Preview"}


@dataclass(frozen=True)
class Typed:
    """A text that was not saved: what was typed over `base`, the text as it was shown, and why not."""

    body: str
    base: str
    errors: list[str]


@dataclass(frozen=True)
class Part:
    """`body`, `base` and `errors` are of what was typed and not saved; otherwise of the text that is saved.

    `aside` counts the texts that were not kept when two people wrote at once, `comments` the open threads.
    """

    section: Section
    ready: Readiness
    conflicts: list[Row]
    aside: int
    comments: int
    body: str
    base: str
    errors: list[str]

    @property
    def html(self) -> SafeString:
        return laid_out(self.section.body)

    @property
    def block_template(self) -> str:
        return f"postmortems/editor/_block_{self.section.block}.html"


@dataclass(frozen=True)
class Group:
    """The rows of one area or category."""

    key: str
    label: str
    rows: list[Row]
    hint: str = ""


@dataclass(frozen=True)
class Line:
    """Rungs from the top down, the first numbered `start`, and the lines the last forks into; `name` says which one."""

    name: str
    start: int
    rungs: list[Row]
    fork: list[Line]
    may_go_earlier: bool
    may_go_later: bool


class Editor(Draft):
    """A draft as this person edits it."""

    def __init__(self, postmortem: Postmortem, user: User, view: str = "") -> None:
        super().__init__(postmortem)
        self.user = user
        self.view = view if view in VIEWS else "write"
        self.typed: dict[str, Typed] = {}
        # The version of the template that the page asking shows, when it was opened before.
        self.layout = ""

    views = VIEWS

    @property
    def was_laid_out_anew(self) -> bool:
        return bool(self.layout) and self.layout != str(self.postmortem.template_version.number)

    @cached_property
    def newer_version(self) -> int | None:
        """The newest version of the template that this person may move it to; none when it has that."""
        # Said in the margin, which is out of sight beside the preview.
        newer = versions_ahead(self.postmortem) if self.may_write and self.view == "write" else []
        if not newer or not policy.allows("postmortems.move_to_version", self.user, self.postmortem):
            return None
        return newer[0].number

    @cached_property
    def may_write(self) -> bool:
        """Otherwise the page only follows what others write."""
        return self.postmortem.is_editable and policy.allows("postmortems.edit", self.user, self.postmortem)

    @cached_property
    def parts(self) -> list[Part]:
        conflicts = self.rows["conflicts"]
        return [
            Part(
                section,
                ready,
                [each for each in conflicts if each.key == section.key],
                sum(each.key == section.key for each in self.rows["aside"]),
                len(self.discussion.open_by_section.get(section.key, [])),
                typed.body,
                typed.base,
                typed.errors,
            )
            for section, ready in zip(self.sections, self.readiness, strict=True)
            for typed in [self.typed.get(section.key) or Typed(section.body, section.body, [])]
        ]

    @cached_property
    def discussion(self) -> Discussion:
        return Discussion(self.postmortem, self.user, page="edit", sections=self.sections)

    @property
    def missing_count(self) -> int:
        return sum(not gate.holds for gate in self.gates)

    @property
    def not_begun(self) -> list[Part]:
        return [part for part in self.parts if part.ready.state == "empty" and part.ready.required]

    @cached_property
    def missing_by_part(self) -> list[tuple[Part, list[Gate]]]:
        """Sections that are begun, with the checks that do not hold, waived or not."""
        by_part = [
            (part, [gate for gate in self.gates if gate.section == part.section.key and not gate.holds])
            for part in self.parts
            if part.ready.state != "empty"
        ]
        return [(part, failing) for part, failing in by_part if failing]

    @cached_property
    def advised(self) -> list[tuple[Part | None, Advice]]:
        """All advice with its section; None for what is about the whole."""
        parts = {part.section.key: part for part in self.parts}
        return [(parts.get(advice.section), advice) for advice in self.advice]

    @property
    def foremost(self) -> list[Gate | Advice]:
        """What the outline ends with: the last why, then what is wrong, then what else reviewers would ask."""
        found: list[Gate | Advice] = []
        found += [gate for gate in self.gates if gate.key == "whys_system" or (gate.alarms and not gate.holds)]
        found += sorted(self.advice, key=lambda advice: not advice.alarms)
        return found[:FOREMOST]

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.section.key == key)

    def part_with(self, block: str) -> Part | None:
        return next((part for part in self.parts if part.section.block == block), None)

    @cached_property
    def document(self) -> Document:
        """The draft as readers will see it."""
        live = Action.objects.filter(incident=self.incident).select_related("owner").order_by("number")
        today = clock.today(self.user.zone)
        return Document(content.freeze(self.postmortem), live=list(live), on=today, is_draft=True)

    @property
    def share(self) -> int:
        ready, required = self.ready
        return ready * 100 // required if required else 100

    @property
    def words(self) -> int:
        return self.snapshot.words

    @cached_property
    def due(self) -> clocks.Clock | None:
        """The next clock that runs: to publish, from the all-clear."""
        resolved_at = self.incident.resolved_at
        if resolved_at is None or self.postmortem.is_published:
            return None
        return clocks.clock(clocks.PUBLISH, resolved_at, at=clock.now(), zone=self.user.zone)

    @cached_property
    def figures(self) -> list[Group]:
        return [
            Group(area, label, [row for row in self.rows["figures"] if row.area == area])
            for area, label in ImpactFigure.Area.choices
        ]

    @cached_property
    def factors(self) -> list[Group]:
        """By category; of those that were archived the ones that have factors."""
        on, codes = self.snapshot.on, {row.number: row for row in self.rows["actions"]}
        for row in self.rows["factors"]:
            row.actions = [codes[number] for number in row.numbers if number in codes]
            row.has_run_out = row.risk_until is not None and row.risk_until < on
            row.is_open = self.answering.isdisjoint(row.numbers) and (row.risk_until is None or row.has_run_out)
        return [
            Group(each.key, each.label, rows, each.hint)
            for each in self.rows["categories"]
            if (rows := [row for row in self.rows["factors"] if row.category == each.key]) or not each.archived_at
        ]

    @cached_property
    def whys(self) -> list[Line]:
        """The five whys as a tree, with what may be done to each rung."""
        rows = {row.pk: row for row in self.rows["whys"]}
        found = tree.branches({pk: row.parent_id for pk, row in rows.items()})
        return [_line(branch, rows, place, len(found)) for place, branch in enumerate(found)]

    @cached_property
    def promises(self) -> list[Row]:
        for row in self.rows["actions"]:
            row.question = QUESTION if is_vague_action(row.title) else ""
        return self.rows["actions"]

    @cached_property
    def moments(self) -> list[Row]:
        """Key entries of the timeline; all of them while none is starred."""
        entries = self.rows["entries"]
        for entry in entries:
            entry.excerpt = markdown.excerpt(entry.text, words=28)
        return [entry for entry in entries if entry.starred] or entries

    @cached_property
    def open_gaps(self) -> list[Any]:
        return [gap for gap in self.gaps if not gap.is_explained]

    @cached_property
    def measured(self) -> list[durations.Measured]:
        return durations.measure(self.incident.milestones, is_open=self.incident.is_open)

    @cached_property
    def phases(self) -> list[durations.Phase]:
        return durations.phases(self.incident.milestones)

    @cached_property
    def relations(self) -> list[IncidentRelation]:
        """Only to incidents this person may know of; `found` is the other one."""
        either = Q(incident=self.incident) | Q(other=self.incident)
        hidden = Incident.objects.hidden_from(self.user).values("pk")
        rows = IncidentRelation.objects.filter(either).exclude(incident__in=hidden).exclude(other__in=hidden)
        relations = list(rows.select_related("incident", "other"))
        for relation in relations:
            is_ours = relation.incident_id == self.incident.pk
            relation.found = relation.other if is_ours else relation.incident
            relation.is_ours = is_ours
        return relations


def _line(branch: tree.Branch, rows: dict[int, Row], place: int, beside: int) -> Line:
    rungs = [rows[key] for key in branch.keys]
    for number, row in enumerate(rungs, branch.start):
        row.number = number
        row.names_person = person_as_cause(row.answer)
        row.evidence_excerpt = markdown.excerpt(row.evidence_text or "", words=24)
        row.may_rise = number > 1
        row.may_sink = row is not rungs[-1] or bool(branch.fork)
    fork = [_line(each, rows, n, len(branch.fork)) for n, each in enumerate(branch.fork)]
    return Line(branch.name, branch.start, rungs, fork, place > 0, place < beside - 1)
