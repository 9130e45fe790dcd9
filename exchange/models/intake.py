from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from exchange.querysets import HangingQuerySet, OwnQuerySet
from exchange.reading.understood import Understood
from incidents.models import Incident
from kit import clock


class Import(models.Model):
    """Files that one person brought in together. Nothing of them is in the product before they say so."""

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READY = "ready", "To look through"
        SAVING = "saving", "Being saved"
        DONE = "done", "Saved"

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="Of the file that was sent.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    left_out = models.JSONField(default=list, blank=True, help_text="Files that were not taken, each with the reason.")
    at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    objects: Any = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["by", "-at"], name="import_of_person"),
            models.Index(
                fields=["changed_at"], name="import_under_way", condition=models.Q(state__in=["reading", "saving"])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange:import", args=[self.pk])

    @property
    def safe_title(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.READING, self.State.SAVING)

    def relations(self, user: User) -> set[str]:
        return {Relation.SELF} if self.by_id == user.pk else set()


class ImportedFile(models.Model):
    """One text: what it says, what was understood, and what was chosen instead."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READ = "read", "Read"
        SKIPPED = "skipped", "Left out"
        CHOSEN = "chosen", "Waiting to be saved"
        SAVED = "saved", "Saved"
        FAILED = "failed", "Not saved"

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, help_text="SHA-256 of its bytes: the same file is known again.")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often its reading was begun.")
    understood = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True, help_text="What a person decided otherwise.")
    problem = models.CharField(max_length=500, blank=True)
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        ordering = ["path", "pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "path"], name="imported_file_once")]
        indexes = [
            models.Index(fields=["digest"], name="imported_digest", condition=models.Q(state="saved")),
            models.Index(fields=["batch", "state"], name="imported_state"),
        ]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return reverse("exchange:file", args=[self.batch_id, self.pk])

    @property
    def found(self) -> Understood:
        return Understood.of(self.understood)


class ImportedPicture(models.Model):
    """A picture of the same folder, kept until the text that shows it is saved."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="pictures")
    path = models.CharField(max_length=500)
    data = models.BinaryField()

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        ordering = ["path", "pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "path"], name="imported_picture_once")]

    def __str__(self) -> str:
        return self.path
