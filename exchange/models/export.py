from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from exchange.querysets import OwnQuerySet
from kit import clock


class Export(models.Model):
    """A file made for one person, for a while. Who asks for it is asked again what they may see when they fetch it."""

    class Format(models.TextChoices):
        MARKDOWN = "markdown", "Markdown"
        JSON = "json", "JSON with pictures"
        HTML = "html", "One HTML file"
        PDF = "pdf", "PDF"

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        DONE = "done", "Ready"
        FAILED = "failed", "Not made"

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=8, choices=Format.choices)
    numbers: Any = models.JSONField(default=list, help_text="Numbers of the incidents whose write-ups are wanted.")
    with_comments = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(default=0)
    data = models.BinaryField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()

    objects: Any = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["by", "-at"], name="export_of_person"),
            models.Index(fields=["changed_at"], name="export_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["expires_at"], name="export_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()} of {len(self.numbers)}"

    def get_absolute_url(self) -> str:
        return reverse("exchange:export", args=[self.pk])

    @property
    def safe_title(self) -> str:
        return f"Export {self.pk}"

    def relations(self, user: User) -> set[str]:
        return {Relation.SELF} if self.by_id == user.pk else set()
