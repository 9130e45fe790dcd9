from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from incidents.models import Incident
from kit import clock
from postmortems.querysets import TemplateQuerySet, TemplateSectionQuerySet, TemplateVersionQuerySet


class Template(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.CharField(max_length=300)
    visibility = models.CharField(
        max_length=12, blank=True, help_text="Visibility an incident gets with it; empty keeps the incident's."
    )
    kinds = ArrayField(
        models.CharField(max_length=20, choices=Incident.Kind.choices), default=list, blank=True, help_text="It serves."
    )
    severities = ArrayField(models.CharField(max_length=4, choices=Incident.Severity.choices), default=list, blank=True)
    order = models.PositiveSmallIntegerField(help_text="Where two serve the same incident, the lower one goes first.")
    archived_at = models.DateTimeField(null=True, blank=True)
    edits = models.PositiveIntegerField(default=1, help_text="Raised by each edit; forms carry it.")

    objects: Any = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["order"], name="template_order_once", deferrable=models.Deferrable.DEFERRED)
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("postmortems:template", args=[self.slug])

    def latest(self) -> TemplateVersion:
        """The newest one published: what a write-up begins with."""
        return self.versions.filter(published_at__isnull=False).order_by("-number")[0]

    @property
    def draft(self) -> TemplateVersion | None:
        found: TemplateVersion | None = self.versions.filter(published_at__isnull=True).first()
        return found


class TemplateVersion(models.Model):
    """One wording of a template; write-ups keep the version they started from.

    The one that is not published is the draft of the next. The database refuses to change a published one.
    """

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    checklist = ArrayField(models.CharField(max_length=200), default=list, help_text="What a reviewer ticks.")
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: supplied with Debrief."
    )
    note = models.CharField(max_length=300, blank=True, help_text="What is different, for those who write with it.")
    published_at = models.DateTimeField(null=True, blank=True)
    edits = models.PositiveIntegerField(default=1)

    objects: Any = TemplateVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["template"], condition=Q(published_at__isnull=True), name="template_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} version {self.number}"


class TemplateSection(models.Model):
    class Block(models.TextChoices):
        NONE = "", "Prose only"
        IMPACT = "impact", "Impact figures"
        TIMELINE = "timeline", "Timeline and durations"
        WHYS = "whys", "Five whys"
        FACTORS = "factors", "Contributing factors"
        DEFENCES = "defences", "Defences and what limited the damage"
        WHATIFS = "whatifs", "What if"
        ACTIONS = "actions", "Action items"
        RELATED = "related", "Related incidents"

    version = models.ForeignKey(TemplateVersion, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40, help_text="Stable name; never the title.")
    title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True, help_text="Shown as a placeholder, never counted as content.")
    block = models.CharField(max_length=10, choices=Block.choices, blank=True, default=Block.NONE)
    prose = models.BooleanField(default=True, help_text="Whether the section has a text of its own.")
    required = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField()
    most_words = models.PositiveSmallIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Of a draft only: the row keeps its key from being given to another section."
    )
    edits = models.PositiveIntegerField(default=1)

    objects: Any = TemplateSectionQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="template_section_once")]

    def __str__(self) -> str:
        return self.title
