from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import User
from kit import clock
from postmortems.querysets import TemplateQuerySet


class Template(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.CharField(max_length=300)
    visibility = models.CharField(
        max_length=12, blank=True, help_text="Visibility an incident gets with it; empty keeps the incident's."
    )
    order = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects: Any = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def latest(self) -> TemplateVersion:
        return self.versions.order_by("-number")[0]


class TemplateVersion(models.Model):
    """One wording of a template; write-ups keep the version they started from."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    checklist = ArrayField(models.CharField(max_length=200), default=list, help_text="What a reviewer ticks.")
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: supplied with Debrief."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_version_once")]

    def __str__(self) -> str:
        return f"{self.template} version {self.number}"


class TemplateSection(models.Model):
    class Block(models.TextChoices):
        NONE = "", "Prose only"
        IMPACT = "impact", "Impact figures"
        TIMELINE = "timeline", "Timeline and durations"
        WHYS = "whys", "Five whys"
        FACTORS = "factors", "Contributing factors"
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

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="template_section_once")]

    def __str__(self) -> str:
        return self.title
