from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.urls import reverse

from activity.auditing import LABELS
from activity.kinds import KINDS
from activity.querysets import ActivityQuerySet, AuditQuerySet, FollowQuerySet, MailQuerySet, NoticeQuerySet
from kit import clock, sealing


class Activity(models.Model):
    """One thing done: the append-only record. The database refuses to change or delete its rows."""

    verb = models.CharField(max_length=60, help_text='For example "postmortem.published".')
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    reference = models.CharField(max_length=20, blank=True, help_text="The incident it hangs on, such as INC-42.")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: Debrief."
    )
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="activity_subject"),
            models.Index(fields=["reference", "-at"], name="activity_reference", condition=~models.Q(reference="")),
            BrinIndex(fields=["at"], name="activity_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_id}"


class Follow(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    since = models.DateTimeField(default=clock.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "subject_type", "subject_id"], name="follow_once")]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="follow_subject")]

    def __str__(self) -> str:
        return f"{self.user} follows {self.subject_type}:{self.subject_id}"


class Notice(models.Model):
    """Something one recipient must be told on one channel: a row before it is a task, told once per key."""

    class Channel(models.TextChoices):
        INBOX = "inbox", "In Debrief"
        EMAIL = "email", "E-mail"
        CHAT = "chat", "Chat"

    class State(models.TextChoices):
        DUE = "due", "Due"
        SENT = "sent", "Sent"
        SKIPPED = "skipped", "Skipped"
        FAILED = "failed", "Failed"

    key = models.CharField(max_length=160, help_text='What and which step, for example "ladder:17:2026-03-01:week-2".')
    kind = models.CharField(max_length=60, help_text='Preference group and template, for example "review_requested".')
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notices")
    address = models.EmailField(blank=True, help_text="For lists without an account, such as a team's standup list.")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    reference = models.CharField(max_length=20, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict, help_text="Numbers and choices for the template; never titles or prose.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField(default=clock.now)
    created_at = models.DateTimeField(default=clock.now)
    held_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120, blank=True, help_text="The same for every attempt.")
    outcome = models.CharField(max_length=300, blank=True, help_text="Why it was skipped or failed.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "recipient", "address", "channel"], name="notice_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False) | ~models.Q(address=""), name="notice_has_recipient"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="notice_due", condition=models.Q(state="due")),
            models.Index(
                fields=["recipient", "-sent_at"],
                name="notice_inbox",
                condition=models.Q(channel="inbox", state="sent"),
            ),
            models.Index(
                fields=["recipient"],
                name="notice_unread",
                condition=models.Q(channel="inbox", state="sent", read_at__isnull=True),
            ),
            models.Index(fields=["-created_at", "-id"], name="notice_deliveries", condition=~models.Q(channel="inbox")),
            models.Index(
                fields=["recipient", "-created_at"],
                name="notice_own_deliveries",
                condition=~models.Q(channel="inbox"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.whom} by {self.channel}"

    @property
    def label(self) -> str:
        return KINDS[self.kind].label if self.kind in KINDS else self.kind

    @property
    def standing(self) -> str:
        """Its state as people ask for it: to come, waiting, sending, sent, failed or skipped."""
        if self.state != self.State.DUE:
            return self.state
        if self.outcome:
            return "waiting"
        if self.held_until is not None and self.held_until > clock.now():
            return "sending"
        return "to come"

    @property
    def next_try(self) -> datetime:
        return max(self.due_at, self.held_until or self.due_at)

    @property
    def can_be_hurried(self) -> bool:
        return self.standing in ("waiting", "failed")

    @property
    def whom(self) -> str:
        """A handle, a mailing list or a chat room."""
        room = self.channel == self.Channel.CHAT
        return str(self.recipient or (f"the chat room of {self.address.partition(':')[2]}" if room else self.address))


class ChatHook(models.Model):
    """Where a team's chat room takes messages. Whoever knows the address can write there, so nobody is shown it."""

    name = models.SlugField(max_length=80, unique=True, help_text="The team's, as in its address.")
    sealed = models.TextField(help_text="The address, as kit.sealing seals it.")
    host = models.CharField(max_length=255, help_text="What is shown of the address.")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    paused_until = models.DateTimeField(null=True, blank=True, help_text="The room asked for patience.")

    def __str__(self) -> str:
        return f"{self.name} at {self.host}"

    @property
    def address(self) -> str:
        """For the one who sends. Raises kit.sealing.Unreadable when no key opens it."""
        return sealing.opened(self.sealed)


class Preference(models.Model):
    """A choice that differs from the default of a kind of notice on a channel."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Notice.Channel.choices)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.kind} {self.channel}"


class Mail(models.Model):
    """A message as it would leave by SMTP: what administrators read on the outbox page when no SMTP is set."""

    message_id = models.CharField(max_length=200, unique=True)
    recipients = models.TextField()
    sender = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    forget_at = models.DateTimeField(null=True, blank=True, help_text="When the link in it has run out.")
    at = models.DateTimeField(default=clock.now)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="mail_at")]

    def __str__(self) -> str:
        return f"{self.title} to {self.recipients}"


class Heartbeat(models.Model):
    """When a beat tick was last worked on; /readyz reads its age."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Once(models.Model):
    """A form's token that has been used, and what came of it; activity/once.py reads and writes it."""

    KEY_LENGTH = 120

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return self.key


class AuditFinding(models.Model):
    """How often the auditor found one kind of fault on one day (UTC), and how much of it was mended."""

    kind = models.CharField(max_length=40)
    day = models.DateField()
    found = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0, help_text="What the newest audit could not mend.")
    at = models.DateTimeField(default=clock.now)

    objects = AuditQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "day"], name="audit_finding_once_a_day")]
        ordering = ["-day", "kind"]

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("activity:outbox")

    @property
    def safe_title(self) -> str:
        return str(self)

    @property
    def label(self) -> str:
        return LABELS.get(self.kind, self.kind)
