from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Team, User
from actions.models import Action
from kit import clock
from learning.querysets import Questions
from postmortems.models import Postmortem


class Question(models.Model):
    """Could what a published write-up tells happen to this team, too? Open until the team answers."""

    class Answer(models.TextChoices):
        OPEN = "", "Not answered"
        YES = "yes", "Yes, it could"
        NO = "no", "No"

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="questions")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="questions")
    because: Any = models.JSONField(default=list, help_text="Why this team: a kind and the key of what is shared.")
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True, default=Answer.OPEN)
    reason = models.TextField(max_length=1_000, blank=True, help_text="Why it could not happen there.")
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: Debrief."
    )
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    actions: Any = models.ManyToManyField(Action, blank=True, related_name="lessons")

    objects: Any = Questions.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "team"], name="question_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answered_has_time",
            ),
            models.CheckConstraint(condition=~Q(answer="no") | ~Q(reason=""), name="question_no_has_reason"),
        ]
        indexes = [models.Index(fields=["team", "asked_at"], name="question_open", condition=Q(answer=""))]

    def __str__(self) -> str:
        return f"Could {self.reference} happen to {self.team}?"

    def get_absolute_url(self) -> str:
        return reverse("learning:question", args=[self.reference, self.team.slug])

    @property
    def reference(self) -> str:
        return str(self.postmortem.reference)

    @property
    def safe_title(self) -> str:
        return self.postmortem.safe_title

    @property
    def is_open_to_all(self) -> bool:
        return self.postmortem.is_open_to_all

    @property
    def is_open(self) -> bool:
        return self.answer == self.Answer.OPEN

    @property
    def planned(self) -> Any:
        """The actions that the team stands by."""
        return self.actions.exclude(state=Action.State.DROPPED)

    def relations(self, user: User) -> set[str]:
        return user.relations_to_teams({self.team_id})
