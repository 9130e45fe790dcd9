from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from api.querysets import TokenQuerySet
from kit import clock


class Token(models.Model):
    """Lets a program act for a person or a service account; its secret is known to whoever was shown it once."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="access_tokens", help_text="For whom it acts."
    )
    name = models.CharField(max_length=80, help_text="What it is for.")
    hint = models.CharField(max_length=16, help_text="How its secret begins.")
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="To the minute.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"], name="token_user")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("api:tokens")

    @property
    def safe_title(self) -> str:
        return self.name

    def relations(self, user: User) -> set[str]:
        return {Relation.SELF} if user.pk == self.user_id else set()

    def is_usable(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


class Answer(models.Model):
    """What a request with an Idempotency-Key was answered: sent again, it is answered the same and does nothing."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, help_text="Of method, path and body.")
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once")]
        indexes = [models.Index(fields=["at"], name="answer_at")]

    def __str__(self) -> str:
        return f"{self.key} of {self.token}"
