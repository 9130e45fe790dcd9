from __future__ import annotations

import hashlib
import secrets

from django.db import models

from accounts.models import Team, User
from kit import clock
from meetings.querysets import FeedQuerySet


class Feed(models.Model):
    """A secret address at which a calendar reads meetings with its owner's rights; the row holds the secret's hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team"],
                condition=models.Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="feed_one_of_each",
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.team or self.user}"

    def relations(self, user: User) -> set[str]:
        return self.user.relations(user)

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
