"""What those who were there say about the meeting, told from so many answers on that nobody can be guessed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Avg, Count

from meetings.models import Meeting, SurveyAnswer

LEAST = 5
QUESTIONS = {
    "spoke": "I could say what I thought",
    "blameless": "We looked for causes, not for somebody to blame",
    "useful": "The hour was worth it",
}


@dataclass(frozen=True)
class Result:
    question: str
    mean: float


def results(meeting: Meeting) -> tuple[int, list[Result]]:
    """How many answered, and the means with one decimal; no means below LEAST answers."""
    rows = SurveyAnswer.objects.filter(meeting=meeting)
    found = rows.aggregate(n=Count("pk"), **{key: Avg(key) for key in QUESTIONS})
    if found["n"] < LEAST:
        return found["n"], []
    return found["n"], [Result(text, round(found[key], 1)) for key, text in QUESTIONS.items()]
