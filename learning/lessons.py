"""What other teams made of a write-up: who was asked, what they answered, how their actions stand."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from actions.models import Action
from learning.models import Question
from postmortems.models import Postmortem


@dataclass(frozen=True)
class Lesson:
    questions: list[Question]
    planned: int
    done: int

    def _count(self, answer: str) -> int:
        return sum(each.answer == answer for each in self.questions)

    @property
    def yes(self) -> int:
        return self._count(Question.Answer.YES)

    @property
    def no(self) -> int:
        return self._count(Question.Answer.NO)

    @property
    def open(self) -> int:
        return self._count(Question.Answer.OPEN)


def lesson(postmortem: Postmortem, reader: User) -> Lesson:
    """By team, never by person. Two queries."""
    rows = (
        Question.objects.visible_to(reader).filter(postmortem=postmortem).select_related("team", "postmortem__incident")
    )
    questions = list(rows.prefetch_related("actions").order_by("team__name"))
    states = [action.state for each in questions for action in each.actions.all()]
    planned = len(states) - states.count(Action.State.DROPPED)
    return Lesson(questions, planned, states.count(Action.State.DONE))
