from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from incidents.models import Incident
from kit import clock
from live.models import Document
from postmortems.models.template import TemplateVersion
from postmortems.querysets import HangingOnPostmortem, PostmortemQuerySet

SECTION_LIMIT = 100_000


class Postmortem(models.Model):
    """The write-up of one incident. Its texts are typed into a live document; what readers see is a frozen Revision."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        CHANGES_REQUESTED = "changes_requested", "Changes requested"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        AMENDING = "amending", "Published, being amended"

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="postmortem")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+", help_text="Its texts; an amendment opens another one."
    )
    template_version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="postmortems")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    summary = models.TextField(blank=True, help_text="The executive summary as published.")
    amendment_note = models.TextField(
        blank=True, help_text="Why the published text was amended last, and the note to its readers."
    )
    revision = models.ForeignKey(
        "Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What readers see."
    )
    readiness = models.JSONField(
        default=list, blank=True, help_text="Per section: key, title, state. A copy kept by the verbs, for lists."
    )
    is_imported = models.BooleanField(
        default=False, help_text="Written elsewhere: how long that took says nothing about this house."
    )
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="When review was first requested.")
    published_at = models.DateTimeField(null=True, blank=True, help_text="First publication.")
    amended_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = PostmortemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["published", "amending"])
                | Q(revision__isnull=False, published_at__isnull=False),
                name="postmortem_published_has_revision",
            )
        ]
        indexes = [
            # With what is counted by, so that write-ups themselves, which are long, are not read.
            models.Index(
                fields=["-published_at"],
                include=["incident", "id", "is_imported"],
                name="postmortem_published",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["incident"], include=["id", "is_imported", "published_at"], name="postmortem_of_incident"
            ),
            models.Index(fields=["incident"], name="postmortem_unpublished", condition=Q(published_at__isnull=True)),
            models.Index(fields=["-changed_at", "-id"], name="postmortem_changed"),
            models.Index(fields=["-started_at", "-id"], name="postmortem_started"),
            models.Index(fields=["state", "-changed_at"], name="postmortem_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("postmortems:postmortem", args=[self.incident.reference])

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def safe_title(self) -> str:
        return self.title if self.is_open_to_all else self.reference

    @property
    def is_open_to_all(self) -> bool:
        return self.incident.is_open_to_all

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_editable(self) -> bool:
        """Texts and blocks may change: always, except between publication and an amendment."""
        return self.state != self.State.PUBLISHED

    @property
    def is_publishable(self) -> bool:
        """It is time to publish: everybody approved, or an amendment is being written. The verb asks more."""
        return self.state in (self.State.APPROVED, self.State.AMENDING)

    def relations(self, user: User) -> set[str]:
        found = self.incident.relations(user)
        if any(authorship.user_id == user.pk for authorship in self.authorships.all()):
            found.add(Relation.AUTHOR)
        if any(reviewer.user_id == user.pk for reviewer in self.reviewers.all()):
            found.add(Relation.REVIEWER)
        return found


class Section(models.Model):
    """One section, with a copy of its text that follows the document within a second; see workflow/keeping.py."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    block = models.CharField(max_length=10, blank=True)
    prose = models.BooleanField(default=True)
    required = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField()
    most_words = models.PositiveSmallIntegerField(null=True, blank=True)
    guidance = models.TextField(blank=True)
    body = models.TextField(blank=True, max_length=SECTION_LIMIT)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["postmortem", "key"], name="section_once")]

    def __str__(self) -> str:
        return self.title


class SectionConflict(models.Model):
    """A text that clashed with another's words: kept until somebody merges or discards it."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="conflicts")
    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="conflicts")
    body = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.section} by {self.by}"
