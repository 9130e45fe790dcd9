from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import User
from incidents.models import Incident
from incidents.querysets import HangingQuerySet
from kit import clock
from signals.querysets import MessageQuerySet


class Chat(models.Model):
    """What was said in a room, as somebody brought it: an export, or a pasted transcript."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="chats")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, help_text="Of what was brought, so that the same is taken once.")
    is_anonymous = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "digest"], condition=models.Q(removed_at__isnull=True), name="chat_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.incident.get_absolute_url()

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def safe_title(self) -> str:
        return self.incident.safe_title


class Message(models.Model):
    """One thing said. Immutable, in the database too."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="chat_messages")
    chat = models.ForeignKey(Chat, on_delete=models.PROTECT, related_name="chat_messages")
    uid = models.CharField(max_length=60)
    at = models.DateTimeField()
    author = models.CharField(max_length=120)
    text = models.TextField(max_length=8_000)
    thread = models.CharField(max_length=60, blank=True, help_text="The uid of what it answers.")
    is_pinned = models.BooleanField(default=False)
    reactions = models.JSONField(default=dict)
    pictures = ArrayField(models.BigIntegerField(), default=list, help_text="Attachments of the incident.")
    score = models.PositiveSmallIntegerField(default=0, help_text="How likely it tells the story.")
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    suggests = models.CharField(max_length=15, blank=True, help_text="The kind of entry it may be.")
    means = models.CharField(max_length=12, blank=True, help_text="The milestone that its words speak of.")

    objects: Any = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["chat", "uid"], name="message_once")]
        indexes = [models.Index(fields=["incident", "at"], name="message_of_incident")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"

    @property
    def ref(self) -> str:
        return f"message-{self.pk}"

    @property
    def title(self) -> str:
        return self.text

    @property
    def who(self) -> str:
        return self.author

    @property
    def channel(self) -> str:
        return str(self.chat)
