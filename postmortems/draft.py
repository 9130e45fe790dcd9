"""All that a draft is made of, read in two queries: what the editor shows and the gates judge."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from actions.models import Action
from incidents import durations, gaps
from incidents.models import Incident, IncidentRelation, QuietSpell, TimelineEntry
from kit import clock
from kit.compiled import Compiled
from postmortems import readiness, slices, snapshot
from postmortems.advice import Advice, advise
from postmortems.blameless import Hint, Lists
from postmortems.checks import Gate, gates, missing
from postmortems.known_people import known_people
from postmortems.models import (
    Authorship,
    ContributingFactor,
    Defence,
    FactorCategory,
    ImpactFigure,
    KeptWording,
    Language,
    Mitigator,
    Postmortem,
    Section,
    SectionConflict,
    Waiver,
    WhatIf,
    Why,
)
from postmortems.snapshot import Snapshot
from postmortems.supplied.questions import unasked
from postmortems.wording import hints, lists_of

Row = SimpleNamespace
# What an incident of this kind has no end of is not asked for.
EXPECTED = {Incident.Kind.NEAR_MISS: ("started", "detected"), Incident.Kind.PLANNED_CHANGE: ("started", "resolved")}
_TIMES = ("at", "start_at", "end_at", "evidence_at")
_DAYS = ("due_on", "risk_until")


class Draft:
    """Rows are plain, with the names of the model's fields; people have a handle and a name."""

    def __init__(self, postmortem: Postmortem) -> None:
        self.postmortem = postmortem
        self.incident = postmortem.incident

    @cached_property
    def sections(self) -> list[Section]:
        return list(Section.objects.filter(postmortem=self.postmortem).select_related("changed_by"))

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        [found] = PARTS.rows(self.postmortem.pk)
        return {name: [_row(json.loads(each)) for each in rows] for name, rows in zip(_names(), found, strict=True)}

    @cached_property
    def snapshot(self) -> Snapshot:
        return replace(self._judged, people=known_people(self._judged.texts, self.postmortem))

    @cached_property
    def _judged(self) -> Snapshot:
        """What gates are asked of: all but the people whom the texts may name."""
        rows = self.rows
        texts = tuple(_text(section) for section in self.sections)
        return Snapshot(
            texts=texts,
            on=clock.now().date(),
            areas=tuple(figure.area for figure in rows["figures"]),
            entries=len(rows["entries"]),
            milestones=self.incident.milestones,
            expected=EXPECTED.get(Incident.Kind(self.incident.kind), tuple(durations.MILESTONES)),
            open_gaps=sum(not gap.is_explained for gap in self.gaps),
            whys=tuple(_rung(why) for why in rows["whys"]),
            factors=tuple(_factor(factor, self.answering) for factor in rows["factors"]),
            promises=tuple(_promise(action) for action in self.actions),
            related=len(rows["related"]),
            waiting=tuple(conflict.key for conflict in rows["conflicts"]),
            figures=tuple(_figure(figure) for figure in rows["figures"]),
            unsourced=sum(snapshot.is_unsourced(vars(entry)) for entry in rows["entries"]),
            defences=len(rows["defences"]) + len(rows["mitigators"]),
            whatifs=len(rows["whatifs"]),
            undocumented=tuple(entry.text for entry in rows["entries"] if snapshot.is_undocumented(vars(entry))),
            progress=snapshot.progress(self.postmortem, at=clock.now()),
        )

    def missing(self) -> list[Gate]:
        """Gates in the way of a review: those that do not hold and that nobody waived."""
        return missing(self.gates, [waiver.gate for waiver in self.rows["waivers"]])

    @cached_property
    def gates(self) -> list[Gate]:
        return gates(self._judged)

    @cached_property
    def advice(self) -> list[Advice]:
        return advise(self.snapshot)

    @cached_property
    def readiness(self) -> list[readiness.Readiness]:
        return readiness.of_sections(self.snapshot, self.gates, self.advice)

    @property
    def ready(self) -> tuple[int, int]:
        return readiness.counted(self.readiness)

    @cached_property
    def lists(self) -> Lists:
        """The words that hints about wording are found with."""
        return lists_of([vars(row) for row in self.rows["language"]], self.snapshot.people)

    @cached_property
    def found(self) -> list[tuple[Section, Hint]]:
        """Sentences that put a person where a cause belongs, in their order; those that were kept too."""
        written = [section for section in self.sections if section.prose]
        return [(section, hint) for section in written for hint in hints(section.body, self.lists)]

    @cached_property
    def hints(self) -> list[tuple[Section, Hint]]:
        """Those to be asked about."""
        return [(section, hint) for section, hint in self.found if hint.fingerprint not in self._kept]

    @property
    def kept(self) -> list[tuple[Section, Hint]]:
        """Those that stay as they are."""
        return [(section, hint) for section, hint in self.found if hint.fingerprint in self._kept]

    @cached_property
    def _kept(self) -> set[str]:
        return {row.fingerprint for row in self.rows["kept"]}

    @cached_property
    def actions(self) -> list[Row]:
        """Those that were not dropped: a dropped one has said why and asks for nothing more."""
        return [action for action in self.rows["actions"] if action.state != Action.State.DROPPED]

    @property
    def unasked(self) -> list[str]:
        """Supplied what-if questions that nobody has put yet."""
        return unasked([row.question for row in self.rows["whatifs"]])

    @cached_property
    def slices(self) -> slices.Drawing:
        return slices.drawn([(row.layer, row.outcome) for row in self.rows["defences"]])

    @cached_property
    def answering(self) -> set[int]:
        """Numbers of the actions that answer factors: one that was dropped answers nothing any more."""
        return {action.number for action in self.actions}

    @cached_property
    def gaps(self) -> list[gaps.Gap]:
        answered = [(spell.start_at, spell.end_at) for spell in self.rows["quiet"]]
        return gaps.gaps([entry.at for entry in self.rows["entries"]], answered)


def _parts() -> dict[str, ArraySubquery]:
    return {
        f"d_{name}": ArraySubquery(rows.values(json=JSONObject(**_paths(shape)))) for name, rows, shape in _sources()
    }


def _paths(shape: str) -> dict[str, Any]:
    """`name` or `name=path` words to what JSONObject wants."""
    pairs = [word.partition("=") for word in shape.split()]
    return {name: F(path or name) for name, _, path in pairs if name != "numbers"} | (
        {"numbers": _numbers()} if any(name == "numbers" for name, _, _ in pairs) else {}
    )


def _numbers() -> ArraySubquery:
    return ArraySubquery(Action.objects.filter(factors=OuterRef("pk")).order_by("number").values("number"))


def _sources() -> list[tuple[str, QuerySet[Any], str]]:
    mine, theirs = {"postmortem": OuterRef("pk")}, {"incident": OuterRef("incident")}
    owner = "handle=owner__handle name=owner__name"
    entry = "pk at kind text who starred milestone certainty source evidence_label evidence_url known options missing"
    return [
        ("language", Language.objects.filter(pk=1), "roles judgements leave_alone"),
        ("kept", KeptWording.objects.filter(**mine), "fingerprint"),
        ("figures", ImpactFigure.objects.filter(**mine), "pk area label value detail certainty version"),
        *_analysis(mine),
        (
            "actions",
            Action.objects.filter(**theirs).order_by("number"),
            f"pk number title due_on priority category state rationale version {owner}",
        ),
        ("entries", TimelineEntry.objects.filter(**theirs).kept().in_order(), entry),
        ("quiet", QuietSpell.objects.filter(**theirs), "start_at end_at"),
        ("related", IncidentRelation.objects.filter(**theirs), "pk other=other_id kind reason"),
        (
            "conflicts",
            SectionConflict.objects.filter(**mine, settled_at__isnull=True),
            "pk key=section__key handle=by__handle name=by__name at",
        ),
        (
            "waivers",
            Waiver.objects.filter(**mine, withdrawn_at__isnull=True),
            "pk gate reason at handle=by__handle name=by__name",
        ),
        ("aside", SectionConflict.objects.filter(**mine, settled_at__isnull=False), "key=section__key"),
        ("authors", Authorship.objects.filter(**mine), "handle=user__handle name=user__name leads"),
    ]


def _analysis(mine: dict[str, Any]) -> list[tuple[str, QuerySet[Any], str]]:
    return [
        (
            "whys",
            Why.objects.filter(**mine),
            "pk parent_id question answer is_root version evidence_label evidence_url evidence_at=evidence_entry__at"
            " evidence_text=evidence_entry__text evidence_gone=evidence_entry__deleted_at",
        ),
        ("categories", FactorCategory.objects.order_by("order", "pk"), "key label=name hint archived_at"),
        (
            "factors",
            ContributingFactor.objects.filter(**mine),
            "pk category text version handle=risk_owner__handle name=risk_owner__name risk_reason risk_until"
            " risk_renewals numbers",
        ),
        (
            "defences",
            Defence.objects.filter(**mine),
            "pk layer purpose outcome detail version closed_by=closed_by__number closed_by_title=closed_by__title",
        ),
        ("mitigators", Mitigator.objects.filter(**mine), "pk text effect version"),
        ("whatifs", WhatIf.objects.filter(**mine), "pk question answer version"),
    ]


@cache
def _names() -> list[str]:
    return [name for name, _, _ in _sources()]


def _of(pk: int) -> QuerySet[Any]:
    parts = _parts()
    return Postmortem.objects.filter(pk=pk).annotate(**parts).values_list(*parts)


# Asked every second of each text that somebody writes, and by every page of the editor.
PARTS = Compiled(_of, -1_234_567)


def _row(values: dict[str, Any]) -> Row:
    for name in _TIMES:
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    for name in _DAYS:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    if "handle" in values:
        handle, name = values.pop("handle"), values.pop("name")
        values["person"] = SimpleNamespace(handle=handle, name=name) if handle else None
    return Row(**values)


def _text(section: Section) -> snapshot.Text:
    names = ("key", "title", "body", "block", "prose", "required", "most_words", "guidance")
    return snapshot.Text(**{name: getattr(section, name) for name in names})


def _rung(why: Row) -> snapshot.Rung:
    return snapshot.Rung(why.pk, why.parent_id, why.question, why.answer, why.is_root)


def _factor(factor: Row, kept: set[int]) -> snapshot.Factor:
    answers = sum(number in kept for number in factor.numbers)
    return snapshot.Factor(factor.category, factor.text, answers, factor.risk_until)


def _promise(action: Row) -> snapshot.Promise:
    return snapshot.Promise(
        code=f"ACT-{action.number}",
        title=action.title,
        has_owner=action.person is not None,
        has_deadline=action.due_on is not None,
        has_priority=bool(action.priority),
        priority=action.priority,
    )


def _figure(figure: Row) -> snapshot.Figure:
    is_estimated = figure.certainty == ImpactFigure.Certainty.ESTIMATED
    return snapshot.Figure(figure.label, figure.value, figure.detail, is_estimated)
