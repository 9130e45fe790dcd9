"""Review meetings of the year that were held, and what those who came said of them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from config.demo.stage import Stage, Story
from incidents.models import Incident
from meetings import workflow

PEOPLE = ("tomas", "priya", "dana", "amara", "ruben", "sora", "jonas")


def by_day(moment: datetime) -> datetime:
    """The nearest hour of that day at which people are at work."""
    return moment.replace(hour=min(max(moment.hour, 9), 14), minute=0, second=0, microsecond=0)


def meet(stage: Stage, incident: Incident, *, by: User, at: datetime) -> Story:
    """Called two hours before; most of the invited come, and most of those answer the three questions."""
    dice = random.Random(incident.number)
    invited = [stage[handle] for handle in PEOPLE if stage[handle] != by]
    yield at - timedelta(hours=2)
    called: dict[str, Any] = {
        "by": by,
        "starts_at": at,
        "minutes": 60,
        "facilitator": stage["felix"],
        "people": [by, *invited],
    }
    meeting = workflow.schedule(incident, **called)
    yield at
    meeting = workflow.start(meeting, by=stage["felix"])
    came = [person for person in (by, *invited) if dice.random() < 0.85]
    for person in came:
        workflow.be_here(meeting, by=person)
    yield at + timedelta(minutes=55)
    meeting = workflow.end(meeting, by=stage["felix"])
    for person in came:
        figures = dice.choices((3, 4, 5), weights=(1, 3, 4), k=3)
        workflow.answer_survey(meeting, by=person, **dict(zip(("spoke", "blameless", "useful"), figures, strict=True)))
