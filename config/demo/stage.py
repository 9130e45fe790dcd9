"""The stage of the demo: stories are generators that yield the moment at which they go on.

Each step of a story runs at that moment of the product's clock, in the order of time over all stories, so references
count up and whoever is told something is told it between the right two events.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from accounts.models import Team, User
from incidents.models import Incident, Service, Tag
from kit import clock

Story = Iterator[datetime]


@dataclass(frozen=True)
class Day:
    """A day of a story: `day(10, 30)` is that time (UTC), `day(9, days=2)` nine o'clock two days later."""

    midnight: datetime

    def __call__(self, hour: int, minute: int = 0, days: int = 0) -> datetime:
        return self.midnight + timedelta(days=days, hours=hour, minutes=minute)


class Stage:
    """People, teams and services by their handles and names; `end` is the present."""

    def __init__(self, end: datetime) -> None:
        self.end = end
        self.people = {user.handle: user for user in User.objects.all()}
        self.teams = {team.slug: team for team in Team.objects.all()}
        self.services = {service.name: service for service in Service.objects.all()}
        self.incidents: dict[str, Incident] = {}

    def __getitem__(self, handle: str) -> User:
        return self.people[handle]

    def service(self, *names: str) -> list[Service]:
        return [self.services[name] for name in names]

    def tags(self, **names: str) -> list[Tag]:
        """`cause="change"` and the like, made when missing."""
        return [Tag.objects.get_or_create(kind=kind, name=name)[0] for kind, name in names.items()]

    def days_ago(self, days: float, hour: int = 10, minute: int = 0) -> datetime:
        """That time of day (UTC), so many days before the present; fractions of days are dropped."""
        return (self.end - timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def perform(stories: list[Story], *, until: datetime, step: Callable[[], None] = lambda: None) -> None:
    """Run every story up to `until`; `step` is called after each of their steps (for a progress bar)."""
    order = count()
    waiting: list[tuple[datetime, int, Story]] = []
    for story in stories:
        _queue(waiting, story, order)
    while waiting:
        moment, _, story = heapq.heappop(waiting)
        if moment > until:
            continue
        with clock.at(moment):
            _queue(waiting, story, order)
        step()


def _queue(waiting: list[tuple[datetime, int, Story]], story: Story, order: Iterator[int]) -> None:
    moment = next(story, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, next(order), story))
