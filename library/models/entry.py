from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from incidents.models import Incident
from library.querysets import EntryQuerySet, OfEntryQuerySet


class Entry(models.Model):
    """What can be found of one incident and its write-up: a copy, made anew whenever they change.

    Who may see it is asked of the incident itself, never of a copy.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        IN_REVIEW = "in_review", "In review"
        DRAFT = "draft", "Draft"
        NONE = "none", "No write-up"

    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, primary_key=True, related_name="library_entry")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices)
    severity = models.CharField(max_length=4)
    kind = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    services: Any = ArrayField(models.BigIntegerField(), default=list)
    teams: Any = ArrayField(models.BigIntegerField(), default=list)
    tags: Any = ArrayField(models.BigIntegerField(), default=list)
    further: Any = ArrayField(models.TextField(), default=list, help_text='Values of registered facets, "name:value".')
    version: Any = models.BigIntegerField(default=0, help_text="Grows with whatever is made anew.")

    objects: Any = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["-started_at"], name="entry_started"),
            models.Index(fields=["version"], name="entry_version"),
        ]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A paragraph, a row or a sentence of it that a hit can quote, with the place it stands at."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="passages")
    place = models.PositiveIntegerField(help_text="In reading order.")
    label = models.CharField(max_length=160)
    anchor = models.CharField(max_length=60, blank=True, help_text="On the write-up's page; empty: its top.")
    text = models.TextField()
    words: Any = SearchVectorField()

    objects: Any = OfEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["entry", "place"], name="passage_of_entry")]

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:60]}"


class Word(models.Model):
    """A word that stands in some entry, or did: only ever offered to somebody who finds it in what they may see."""

    word = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.word


class Change(models.Model):
    """Something that an entry copies was changed. The database adds it, in the transaction of the change."""

    incident_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"Incident {self.incident_id}"
