"""What happened: the incidents as plain values, before they are rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from config.filling import words
from config.filling.organisation import Organisation
from config.filling.plan import Plan

# Minutes from one milestone to the next: at least, at most.
STEPS = ((1, 15), (1, 10), (5, 90), (1, 20), (5, 60), (5, 120))
# The history ends so long before the day, and what began in its last hours may still be going on.
END_HOURS, OPEN_HOURS = 12, 12
UNDECIDED_DAYS = 4
SEVERITIES, WEIGHTS, SEVERE_WEIGHTS = ("sev1", "sev2", "sev3", "sev4"), (1, 9, 48, 42), (12, 45, 35, 8)
KINDS = ("outage", "degradation", "data_loss", "security", "near_miss", "recurring", "planned_change", "other")
KIND_WEIGHTS = (30, 40, 3, 3, 8, 6, 6, 4)
TEAM_ONLY, RESTRICTED = 0.03, 0.01


@dataclass(slots=True)
class Story:
    """`times` are the milestones from the start; later ones are missing while the incident is open."""

    number: int
    title: str
    severity: str
    kind: str
    visibility: str
    times: list[datetime]
    services: list[int]
    teams: list[int]
    people: list[int]
    is_written_up: bool
    declared_at: datetime

    @property
    def status(self) -> str:
        return "resolved" if len(self.times) == 7 else "mitigated" if len(self.times) == 6 else "open"

    @property
    def resolved_at(self) -> datetime | None:
        return self.times[6] if len(self.times) == 7 else None


def tell(plan: Plan, here: Organisation) -> list[Story]:
    """In the order in which they were declared, evenly over the years."""
    chance = plan.chance("stories")
    step = (plan.today - timedelta(hours=END_HOURS) - plan.begin) / plan.incidents
    begins = ((number, plan.begin + step * (number - 1)) for number in range(1, plan.incidents + 1))
    return [_story(plan, here, chance, number, begin) for number, begin in begins]


def _story(plan: Plan, here: Organisation, chance: Random, number: int, begin: datetime) -> Story:
    written = plan.is_written_up(number)
    started = begin.replace(second=0, microsecond=0) - timedelta(minutes=int(chance.random() * 5))
    services = _services(here, chance)
    teams = sorted({here.team_of_service(service) for service in services})
    kind = chance.choices(KINDS, KIND_WEIGHTS)[0]
    is_over = begin < plan.today - timedelta(hours=END_HOURS + OPEN_HOURS)
    return Story(
        number=number,
        title=words.incident_title(chance, here.services[services[0] - 1]),
        severity=chance.choices(SEVERITIES, SEVERE_WEIGHTS if written else WEIGHTS)[0],
        kind=kind,
        visibility=_visibility(chance, kind),
        times=_times(chance, started, is_over or written),
        services=services,
        teams=teams,
        people=list(dict.fromkeys(words.pick(chance, here.members[teams[0] - 1]) for _ in range(4))),
        is_written_up=written,
        declared_at=begin,
    )


def _services(here: Organisation, chance: Random) -> list[int]:
    count = 1 if chance.random() < 0.75 else 2
    return list(dict.fromkeys(int(chance.random() * len(here.services)) + 1 for _ in range(count)))


def _visibility(chance: Random, kind: str) -> str:
    drawn = chance.random()
    if kind == "security" or drawn < RESTRICTED:
        return "restricted"
    return "team" if drawn < RESTRICTED + TEAM_ONLY else "organisation"


def _times(chance: Random, started: datetime, is_over: bool) -> list[datetime]:
    times = [started]
    for least, most in STEPS if is_over else STEPS[: int(chance.random() * len(STEPS))]:
        times.append(times[-1] + timedelta(minutes=least + int(chance.random() * (most - least))))
    return times
