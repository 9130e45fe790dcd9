"""Playing the whole demo: every story, and the ticks of the time between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from actions import workflow as actions
from activity import delivery
from config.demo import (
    elsewhere,
    folder_sent,
    following,
    founding,
    incoming,
    keeping,
    learning,
    payment_outage,
    programs,
    schema_lock,
    under_way,
    year,
)
from config.demo.stage import Day, Stage, Story, perform
from kit import clock
from overview import workflow as overview
from postmortems import workflow as postmortems
from tickets import comparing
from webhooks import delivery as webhooks

FIRST_DAY = timedelta(days=368)


def play(*, at: datetime, step: Callable[[], None]) -> None:
    """Tell the demo up to the moment `at`; `step` is called about nine hundred times."""
    with clock.at(at - FIRST_DAY):
        postmortems.supply()
        founding.found()
    stage = Stage(at)
    learning.connect(stage)
    stories = [
        learning.story(stage),
        *year.stories(stage),
        payment_outage.story(stage),
        schema_lock.story(stage),
        *under_way.stories(stage),
        incoming.story(stage, Day(stage.days_ago(payment_outage.DAYS_AGO, 0))),
        incoming.now(stage),
        keeping.story(stage),
        folder_sent.story(stage),
    ]
    with elsewhere.pretend(at) as tracker:
        stories += [*following.stories(stage), *programs.stories(stage, tracker), _days(stage)]
        perform(stories, until=at, step=step)


def _days(stage: Stage) -> Story:
    """What beat would have done, once a day; the last time at the very end."""
    day = stage.end - FIRST_DAY
    while day < stage.end:
        yield day
        _tick()
        day += timedelta(days=1)
    yield stage.end
    _tick()


def _tick() -> None:
    actions.open_steps(clock.now())
    actions.open_checks(clock.now())
    actions.open_declined(clock.now())
    actions.send_lists(clock.now())
    overview.send_digests(clock.now())
    delivery.sweep(at=clock.now())
    webhooks.sweep(at=clock.now())
    comparing.sweep(at=clock.now())
