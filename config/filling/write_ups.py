"""Write-ups: their texts and blocks. What readers see of them is frozen afterwards, by the product's own code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from psycopg.types.json import Jsonb

from activity.models import Follow
from config.filling import layers, words
from config.filling.organisation import Organisation
from config.filling.plan import Plan
from config.filling.progress import Progress
from config.filling.promises import Promise
from config.filling.sheets import Row, Sheet
from config.filling.stories import Story
from postmortems.models import (
    Authorship,
    ContributingFactor,
    ImpactFigure,
    Postmortem,
    Reviewer,
    Section,
    Template,
    TemplateVersion,
    Why,
)

CHARACTERS = 20_000
UNPUBLISHED = 0.015
STATES = ("draft", "in_review", "changes_requested", "approved")
FIGURES = (
    ("customer", "customers affected", "~4,200"),
    ("customer", "of requests failed", "31 %"),
    ("business", "orders delayed", "812"),
    ("business", "credits granted", "€ 2,400"),
    ("technical", "systems involved", "4"),
)
CATEGORIES = ("people", "process", "technology", "environment")
RUNGS = 5


class Shape:
    def __init__(self, version: TemplateVersion) -> None:
        self.version, self.sections = version.pk, list(version.sections.all())


@dataclass(slots=True)
class WriteUp:
    """Its key is its position from 1. Without `published_at` it is a draft or in review, as `state` says."""

    pk: int
    story: Story
    state: str
    authors: list[int]
    reviewers: list[int]
    started_at: datetime
    published_at: datetime | None

    @property
    def is_far(self) -> bool:
        """Whether everything in it is filled in; every second draft is not."""
        return self.state != "draft" or self.pk % 8 != 0

    @property
    def is_light(self) -> bool:
        return self.story.severity in ("sev3", "sev4")


def choose(plan: Plan, here: Organisation, stories: list[Story]) -> list[WriteUp]:
    """The newest are still being written or reviewed."""
    told = [story for story in stories if story.is_written_up]
    unpublished = max(len(STATES), round(len(told) * UNPUBLISHED))
    found = []
    for pk, story in enumerate(told, 1):
        at = story.times[-1]
        is_published = pk <= len(told) - unpublished
        lead = here.leads[story.teams[0] - 1]
        authors = story.people[:2]
        other = here.leads[story.teams[0] % plan.teams]
        reviewers = [person for person in (lead, other) if person not in authors]
        published_at = min(at + timedelta(hours=30 + pk % 50), plan.today) if is_published else None
        state = "published" if is_published else STATES[pk % len(STATES)]
        found.append(WriteUp(pk, story, state, authors, reviewers, at + timedelta(hours=3), published_at))
    return found


def write(
    plan: Plan, here: Organisation, write_ups: list[WriteUp], promises: list[Promise], progress: Progress
) -> None:
    """All of them as drafts: freezing makes them what they are to be."""
    # Read before the first COPY: a connection that copies answers no query.
    shapes = {each.slug: Shape(each.latest()) for each in Template.objects.all()}
    chosen = {each.pk: shapes["light" if each.is_light else "standard"] for each in write_ups}
    names = "id document incident template_version title readiness started_by started_at submitted_at changed_at"
    rows = ((w.pk, w.pk, w.story.number, chosen[w.pk].version, *_header(w, chosen[w.pk])) for w in write_ups)
    Sheet(Postmortem, names, state="draft").copy(rows, progress)
    people = ((w.pk, person, place == 0, w.started_at) for w in write_ups for place, person in enumerate(w.authors))
    Sheet(Authorship, "postmortem user leads since").copy(people, progress)
    Sheet(Reviewer, "postmortem user asked_by asked_at answered_at").copy(_reviewers(write_ups), progress)
    names = "postmortem key title block prose required order most_words guidance body changed_at changed_by"
    Sheet(Section, names).copy(_sections(plan, here, write_ups, chosen), progress)
    figures = ((w.pk, *figure, n) for w in write_ups if w.is_far for n, figure in enumerate(FIGURES))
    Sheet(ImpactFigure, "postmortem area label value order").copy(figures, progress)
    Sheet(Why, "id postmortem parent question answer is_root order").copy(_whys(plan, write_ups), progress)
    _factors(plan, write_ups, promises, progress)
    layers.write(plan, write_ups, progress)
    follows = ((person, "postmortems.postmortem", w.pk, w.started_at) for w in write_ups for person in w.authors)
    Sheet(Follow, "user subject_type subject_id since").copy(follows, progress)


def _header(each: WriteUp, shape: Shape) -> Row:
    states = [{"key": s.key, "title": s.title, "state": "done"} for s in shape.sections]
    submitted = each.started_at + timedelta(hours=20) if each.state != "draft" else None
    changed = each.published_at or each.started_at
    return each.story.title, Jsonb(states), each.authors[0], each.started_at, submitted, changed


def _reviewers(write_ups: list[WriteUp]) -> Iterator[Row]:
    for each in write_ups:
        asked = each.started_at + timedelta(hours=20)
        for person in each.reviewers if each.state != "draft" else []:
            yield each.pk, person, each.authors[0], asked, None if each.state == "in_review" else asked


def _sections(plan: Plan, here: Organisation, write_ups: list[WriteUp], chosen: dict[int, Shape]) -> Iterator[Row]:
    chance = plan.chance("texts")
    for each in write_ups:
        sections = chosen[each.pk].sections
        long = (CHARACTERS - 300) // (sum(section.prose for section in sections) - 1)
        for section in sections:
            body = ""
            if section.prose and each.is_far:
                body = _text(chance, here, each) if section.key == "summary" else words.paragraphs(chance, long)
            yield (
                *(each.pk, section.key, section.title, section.block, section.prose, section.required),
                *(section.order, section.most_words, section.guidance, body, each.started_at, each.authors[0]),
            )


def _text(chance: Random, here: Organisation, each: WriteUp) -> str:
    service = here.services[each.story.services[0] - 1]
    return words.summary(chance, service, int((each.story.times[5] - each.story.times[0]).total_seconds() // 60))


def _whys(plan: Plan, write_ups: list[WriteUp]) -> Iterator[Row]:
    chance, pk = plan.chance("whys"), 0
    for each in write_ups:
        for rung in range(RUNGS if each.is_far else 0):
            pk += 1
            answer = words.sentence(chance)
            question = f"Why was it that {words.pick(chance, words.SUBJECTS).lower()} could not stop it?"
            yield pk, each.pk, pk - 1 if rung else None, question, answer, rung == RUNGS - 1, rung


def _factors(plan: Plan, write_ups: list[WriteUp], promises: list[Promise], progress: Progress) -> None:
    chance = plan.chance("factors")
    rows = [
        (each.pk, category, words.sentence(chance)[:300], each.started_at)
        for each in write_ups
        if each.is_far
        for category in CATEGORIES
    ]
    Sheet(ContributingFactor, "postmortem category text added_at").copy(rows, progress)
    of_incident: dict[int, list[int]] = {}
    for promise in promises:
        if promise.incident is not None:
            of_incident.setdefault(promise.incident, []).append(promise.number)
    by_pk = {each.pk: of_incident.get(each.story.number, []) for each in write_ups}
    pairs = [
        (place, action)
        for place, row in enumerate(rows, 1)
        for action in by_pk[row[0]][CATEGORIES.index(row[1]) * 2 :][:2]
    ]
    Sheet(ContributingFactor.actions.through, "contributingfactor action").copy(pairs, progress)
