from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from incidents.models.incident import Incident
from incidents.querysets import AttachmentQuerySet
from kit import clock


class Attachment(models.Model):
    """A file that shows what happened, with its bytes: as visible as its incident, and never shown as a page."""

    class Kind(models.TextChoices):
        PICTURE = "picture", "Picture"
        TEXT = "text", "Text"
        FILE = "file", "File"

    KEY_LENGTH = 32

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=KEY_LENGTH, help_text="Of its bytes, so that the same file is kept once.")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    content_type = models.CharField(max_length=100, help_text="Told from the content, never from the name.")
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    size = models.PositiveIntegerField(help_text="In bytes.")
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    data = models.BinaryField()
    thumbnail = models.BinaryField(default=b"")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "key"], condition=Q(removed_at__isnull=True), name="attachment_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=["picture", "text", "file"]), name="attachment_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("incidents:attachment", args=[self.incident.reference, self.pk])

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def safe_title(self) -> str:
        return self.incident.safe_title

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE

    @property
    def is_text(self) -> bool:
        return self.kind == self.Kind.TEXT
