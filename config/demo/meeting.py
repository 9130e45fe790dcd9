"""The review meeting that is to begin soon."""

from __future__ import annotations

from datetime import datetime

from config.demo.stage import Stage
from incidents.models import Incident
from meetings import workflow


def call(incident: Incident, stage: Stage, *, at: datetime) -> None:
    """Felix facilitates, for he did not respond; what Debrief cannot see for itself is prepared but for the room."""
    meeting = workflow.schedule(
        incident,
        by=stage["priya"],
        starts_at=at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0),
        minutes=75,
        facilitator=stage["felix"],
        note_taker=stage["ines"],
        people=[stage[handle] for handle in ("tomas", "priya", "dana")],
        place="https://meet.larkspur.example/review",
    )
    for check in ("draft", "people"):
        workflow.tick(meeting, by=stage["priya"], check=check, done=True)
