from __future__ import annotations

import secrets

from django.db import models
from django.urls import reverse

from accounts.models import User
from actions.models import Action
from kit import clock, sealing
from tickets.providers import PROVIDERS, Provider
from tickets.providers.base import Account, Content
from tickets.querysets import TicketQuerySet, TrackerQuerySet


def new_label() -> str:
    return f"debrief-{secrets.token_hex(8)}"


def new_door() -> str:
    return secrets.token_urlsafe(32)


class Tracker(models.Model):
    """A project or repository in which actions have tickets."""

    name = models.CharField(max_length=80)
    provider = models.CharField(max_length=20, choices=[(key, each.label) for key, each in PROVIDERS.items()])
    base = models.CharField(max_length=300, help_text="Its address.")
    place = models.CharField(max_length=120, help_text="A project's key, or owner/repository.")
    kind = models.CharField(max_length=60, default="Task", help_text="Jira's type of new issues.")
    login = models.CharField(max_length=254, blank=True)
    sealed_secret = models.TextField()
    door = models.CharField(max_length=64, unique=True, default=new_door, help_text="Of the address it may knock at.")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", help_text="Changes made there are recorded as this account's."
    )
    created_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When it was last asked what changed.")
    outcome = models.CharField(max_length=300, blank=True, help_text="Why it could not be asked; empty when it could.")
    version = models.PositiveIntegerField(default=1)

    objects = TrackerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tickets:tracker", args=[self.pk])

    @property
    def safe_title(self) -> str:
        return self.name

    def relations(self, user: User) -> set[str]:
        return set()

    def reached(self) -> Provider:
        """Ready to be asked. Raises sealing.Unreadable when the key of its secret is gone."""
        account = Account(self.base, self.place, self.login, sealing.opened(self.sealed_secret), self.kind)
        return PROVIDERS[self.provider](account)


class Ticket(models.Model):
    """An action's ticket. The row says that the two are to be compared, not what is to be sent: whatever was lost
    on the way is found when they are compared again."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="tickets")
    tracker = models.ForeignKey(Tracker, on_delete=models.PROTECT, related_name="tickets")
    label = models.CharField(max_length=40, default=new_label, help_text="By which an earlier attempt is found.")
    key = models.CharField(max_length=40, blank=True, help_text="For example PROJ-12 or #12; empty until it is made.")
    url = models.CharField(max_length=1_000, blank=True)
    status = models.CharField(max_length=80, blank=True, help_text="The tracker's own word.")
    agreed = models.JSONField(null=True, blank=True, help_text="What both sides said when they last agreed.")
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=clock.now)
    unlinked_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True, help_text="Since when a comparison is wanted.")
    held_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    synced_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True, help_text="Why it did not work, or what clashed.")

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=models.Q(unlinked_at__isnull=True), name="ticket_one_per_action"
            ),
            models.UniqueConstraint(
                fields=["tracker", "key"],
                condition=models.Q(unlinked_at__isnull=True) & ~models.Q(key=""),
                name="ticket_linked_once",
            ),
        ]
        indexes = [models.Index(fields=["wanted_at"], name="ticket_due", condition=models.Q(wanted_at__isnull=False))]

    def __str__(self) -> str:
        return self.key or f"a ticket for {self.action.code}"

    def get_absolute_url(self) -> str:
        return self.action.get_absolute_url()

    @property
    def reference(self) -> str:
        return self.action.reference

    @property
    def safe_title(self) -> str:
        return str(self)

    @property
    def base(self) -> Content | None:
        return Content.of(self.agreed) if self.agreed else None

    def relations(self, user: User) -> set[str]:
        return self.action.relations(user)


class Remark(models.Model):
    """A comment owed to a ticket: each rung of the ladder is told there once."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="remarks")
    key = models.CharField(max_length=120)
    text = models.TextField(max_length=2_000)
    at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ticket", "key"], name="remark_once")]

    def __str__(self) -> str:
        return f"{self.key} on {self.ticket}"


class Alias(models.Model):
    """Who somebody is in a tracker: found by their address, or said by an administrator."""

    tracker = models.ForeignKey(Tracker, on_delete=models.CASCADE, related_name="aliases")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="Empty: the tracker knows nobody by their address.")
    found_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tracker", "user"], name="alias_once")]

    def __str__(self) -> str:
        return f"{self.user} is {self.name or 'nobody'} in {self.tracker}"
