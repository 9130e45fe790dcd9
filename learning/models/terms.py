from __future__ import annotations

from typing import Any

from django.db import models

from kit import clock
from learning.querysets import Numbers


class Corpus(models.Model):
    """How many texts the terms of one kind were counted in, and when."""

    class Kind(models.TextChoices):
        INCIDENTS = "incidents", "Incidents and their write-ups"
        ACTIONS = "actions", "Titles of actions"

    kind = models.CharField(max_length=10, choices=Kind.choices, primary_key=True)
    documents = models.PositiveIntegerField(help_text="Texts there are.")
    counted = models.PositiveIntegerField(help_text="Of them those that were read, when there are very many.")
    at = models.DateTimeField(default=clock.now)

    objects: Any = Numbers.as_manager()

    class Meta:
        verbose_name_plural = "corpora"

    def __str__(self) -> str:
        return f"{self.kind}: {self.documents}"


class Term(models.Model):
    """In how many texts a word stands. Counted among those only that everybody in the organisation may read."""

    kind = models.CharField(max_length=10, choices=Corpus.Kind.choices)
    lexeme = models.CharField(max_length=40)
    documents = models.PositiveIntegerField()

    objects: Any = Numbers.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "lexeme"], name="term_once", include=["documents"])]

    def __str__(self) -> str:
        return f"{self.lexeme}: {self.documents}"
