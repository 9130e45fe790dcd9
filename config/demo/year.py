"""A year of smaller incidents, so that lists and medians have something to stand on. The same every time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from actions import workflow as actions
from config.demo.met import by_day, meet
from config.demo.pen import Pen, explain_gaps, tell
from config.demo.stage import Stage, Story
from config.demo.under_way_texts import entries
from config.demo.year_texts import KINDS, Small
from incidents import workflow as incidents
from incidents.models import Incident

COUNT = 72
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Chance:
    """What chance decided about one small incident."""

    days_ago: int
    hour: int
    small: Small
    severity: str
    minutes: tuple[int, ...]
    is_written_up: bool
    days_to_finish: int


def stories(stage: Stage) -> list[Story]:
    dice = random.Random(7)
    return [_story(stage, _chance(dice, number), number) for number in range(COUNT)]


def _chance(dice: random.Random, number: int) -> Chance:
    small = KINDS[number % len(KINDS)]
    severity = dice.choices(("sev2", "sev3", "sev4"), weights=(1, 5, 3))[0]
    # Detection and repair get a little quicker over the year, with plenty of scatter.
    pace = 1.25 - 0.5 * number / COUNT
    steps = [round(dice.lognormvariate(mean, 0.6) * pace) + 1 for mean in (1.6, 1.3, 3.0, 1.6, 2.8, 2.4)]
    return Chance(
        days_ago=round(364 - number * 350 / COUNT) + dice.randint(-2, 2),
        hour=dice.randint(6, 20),
        small=small,
        severity=small.severity or severity,
        minutes=tuple(steps),
        is_written_up=bool(small.key) or severity == "sev2" or dice.random() < 0.22,
        days_to_finish=dice.randint(4, 23),
    )


def _story(stage: Stage, chance: Chance, number: int) -> Story:
    small, start = chance.small, stage.days_ago(chance.days_ago, chance.hour, number * 7 % 60)
    ends = [sum(chance.minutes[: count + 1]) for count in range(6)]
    responder = stage[small.responders[number % len(small.responders)]]
    yield start + ends[0] * MINUTE
    incident = incidents.declare(
        by=responder,
        title=small.title(number),
        severity=chance.severity,
        kind=small.kind,
        started_at=start,
        services=stage.service(small.service),
        detected_by="Automated alert",
    )
    if small.key:
        stage.incidents.setdefault(small.key, incident)
    yield start + ends[5] * MINUTE
    tell(incident, entries(small.rows(ends), start), by=responder)
    incidents.resolve(incident, by=responder, at=start + ends[5] * MINUTE)
    explain_gaps(incident, by=responder, note="Waiting and watching.")
    incidents.tag(incident, by=responder, tags=stage.tags(cause=small.cause, failure_mode=small.failure))
    lead = incident.services.all()[0].team.lead
    yield start + timedelta(hours=4)
    if not chance.is_written_up:
        incidents.decide_write_up(incident, by=lead, decision="none", reason=small.why_not)
        return
    incidents.decide_write_up(incident, by=lead, decision="light", reason="Worth a page.")
    yield from _write_up(stage, incident, chance, lead)


def _write_up(stage: Stage, incident: Incident, chance: Chance, lead: User) -> Story:
    author = incident.declared_by
    incident.refresh_from_db()
    resolved = incident.resolved_at
    assert resolved is not None
    yield resolved + timedelta(hours=20)
    pen = Pen(incident, by=author, template="light")
    pen.write(chance.small.texts())
    pen.figures([("customer", "customers affected", "under 1%", "", "estimated")])
    reviewer = next(person for person in (lead, stage["ruben"], stage["amara"]) if person != author)
    promised = pen.promise(
        chance.small.action,
        author,
        (resolved + 21 * DAY).date(),
        priority="medium",
        category="monitoring",
        done_when="It was tried once on purpose.",
    )
    pen.ask(reviewer)
    answered_at = resolved + timedelta(hours=30 + chance.days_to_finish)
    if chance.days_to_finish % 4 == 0:
        meets_at = by_day(resolved + timedelta(hours=33))
        yield from meet(stage, incident, by=author, at=meets_at)
        answered_at = max(answered_at, meets_at + timedelta(hours=1))
    yield answered_at
    pen.answer(reviewer, "approve")
    yield max(resolved + timedelta(hours=36 + 2 * chance.days_to_finish), answered_at)
    pen.publish(by=author)
    yield resolved + chance.days_to_finish * DAY
    if chance.days_ago > 30:
        actions.complete(promised, by=author, evidence="Tried on purpose, and it held.")
