from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.models import User
from kit import clock
from meetings.models.meeting import Meeting
from meetings.querysets import OfMeetingQuerySet, SealedQuerySet, SilentAnswerQuerySet


class SilentQuestion(models.Model):
    """Everybody writes by themselves first; then all answers are shown at once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="silent_questions")
    text = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(revealed_at__isnull=True), name="silent_question_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"Question of {self.meeting}"


class SilentAnswer(models.Model):
    question = models.ForeignKey(SilentQuestion, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1_000)
    at = models.DateTimeField(default=clock.now)

    objects: Any = SilentAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="silent_answer_once")]

    def __str__(self) -> str:
        return f"An answer to {self.question}"


def _score() -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])


class SurveyAnswer(models.Model):
    """Three figures and nothing else: no person, and no time by which a person could be guessed."""

    id = models.UUIDField(primary_key=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="survey_answers")
    spoke = _score()
    blameless = _score()
    useful = _score()

    objects: Any = SealedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"An answer about {self.meeting}"


class SurveyTurn(models.Model):
    """That somebody has answered, so that each answers once; not tied to what they answered."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="survey_turns")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    objects: Any = SealedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="survey_once")]

    def __str__(self) -> str:
        return f"{self.user} answered about {self.meeting}"
