"""Actions: what was promised, most of it long kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from actions import ladder
from actions.models import Action
from config.filling import words
from config.filling.organisation import Organisation
from config.filling.plan import Plan
from config.filling.progress import Progress
from config.filling.sheets import Row, Sheet
from config.filling.stories import Story

A_WRITE_UP, AN_INCIDENT = 10, 6
DAYS = {"high": 14, "medium": 30, "low": 90}
CATEGORIES = ("monitoring", "testing", "process", "tooling", "documentation", "training", "architecture")
# How many are still open, by days past the deadline: fewer the longer ago, never quite none.
STILL_OPEN = ((0, 0.7), (28, 0.12), (90, 0.03), (10_000, 0.002))
NAMES = (
    "number title done_when owner team due_on priority category effort benefit state incident source evidence rationale"
    " closed_at closed_by moved blocked latest_note clock_started_at deadline_set_at next_step_at last_step created_by"
    " created_at changed_at"
)


@dataclass(slots=True)
class Promise:
    """What later parts need to know of an action; its key is its number."""

    number: int
    incident: int | None
    created_at: datetime
    closed_at: datetime | None
    owner: int
    due_on: date
    is_dropped: bool


class Promises:
    """Writes the actions in the order in which they were promised, and remembers them."""

    def __init__(self, plan: Plan, here: Organisation, stories: list[Story], unpublished: set[int]) -> None:
        self.plan, self.here, self.stories, self.unpublished = plan, here, stories, unpublished
        self.zones = {name: ZoneInfo(name) for name in set(here.zones)}
        self.due_left = plan.due_steps
        self.made: list[Promise] = []

    def write(self, progress: Progress) -> None:
        Sheet(Action, NAMES).copy(self._rows(), progress)

    def _rows(self) -> Iterator[Row]:
        chance = self.plan.chance("actions")
        for number, (story, at) in enumerate(self._occasions(), 1):
            yield self._row(chance, number, story, at)

    def _occasions(self) -> Iterator[tuple[Story | None, datetime]]:
        """(incident, when) of each action: so many per incident, and the rest by themselves in between."""
        written = sum(story.is_written_up for story in self.stories)
        hanging = written * A_WRITE_UP + (len(self.stories) - written) * AN_INCIDENT
        alone, left, debt = max(0, self.plan.actions - hanging) / len(self.stories), self.plan.actions, 0.0
        for story in self.stories:
            debt += alone
            at = story.times[-1] + timedelta(hours=2)
            count = A_WRITE_UP if story.is_written_up else AN_INCIDENT
            for place in range(min(left, count + int(debt))):
                yield (story if place < count else None), at + timedelta(minutes=place)
                left -= 1
            debt -= int(debt)
        for place in range(left):
            yield None, self.plan.today - timedelta(minutes=left - place)

    def _row(self, chance: Random, number: int, story: Story | None, at: datetime) -> Row:
        drawn = chance.random()
        priority = "high" if drawn < 0.25 else "medium" if drawn < 0.7 else "low"
        incident = story.number if story else None
        team = story.teams[0] if story else int(chance.random() * self.plan.teams) + 1
        listed = story.people if story and story.visibility == "restricted" else self.here.members[team - 1]
        owner = words.pick(chance, listed)
        due_on = at.date() + timedelta(days=DAYS[priority])
        waits = story is not None and story.number in self.unpublished
        late = (self.plan.today.date() - due_on).days
        share = next(share for days, share in STILL_OPEN if late <= days)
        is_open = waits or chance.random() < share
        closed_at = None if is_open else min(at + timedelta(days=chance.random() * DAYS[priority]), self.plan.today)
        is_dropped = not is_open and drawn > 0.95
        state = ("dropped" if is_dropped else "done") if not is_open else "todo" if drawn < 0.6 else "in_progress"
        started = None if waits else at
        step = self._step(due_on, owner, at) if is_open and not waits else (None, "")
        self.made.append(Promise(number, incident, at, closed_at, owner, due_on, is_dropped))
        thing = self.here.services[story.services[0] - 1 if story else number % len(self.here.services)]
        return (
            *(number, words.action_title(chance, thing), "The check in the pipeline fails without it.", owner, team),
            *(due_on, priority, words.pick(chance, CATEGORIES), "medium", "Half as many repeats", state),
            *(incident, self._source(story)),
            *("Merged, and seen to work in the exercise." if state == "done" else "",),
            *("Another change made it unnecessary." if is_dropped else "", closed_at, None if is_open else owner),
            *(int(number % 13 == 0), is_open and drawn < 0.03, words.pick(chance, words.NOTES) if drawn < 0.3 else ""),
            *(started, at, *step, owner, at, closed_at or at),
        )

    def _step(self, due_on: date, owner: int, since: datetime) -> tuple[datetime, str]:
        """(moment of the next rung, key of the last one); of the first so many late ones the last rung is still due."""
        zone, now = self.zones[self.here.zones[owner - 1]], self.plan.today
        opened = ladder.steps_between(due_on, zone, since, now)
        if opened and self.due_left > 0:
            self.due_left -= 1
            return opened[-1][1], opened[-2][0].key if len(opened) > 1 else ""
        return ladder.next_opening(due_on, zone, now.astimezone(UTC))[1], opened[-1][0].key if opened else ""

    @staticmethod
    def _source(story: Story | None) -> str:
        if story is None:
            return "alone"
        return "write_up" if story.is_written_up else "incident"
