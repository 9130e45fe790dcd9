from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from library.models.entry import Entry
from library.querysets import OfEntryQuerySet


class Words(models.Model):
    """The words an entry is found by, in a row of nothing else: a search reads ten thousand of these, and the fewer
    pages they fill the sooner it has them. Write-ups stand apart from all else for the same reason."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, db_column="incident_id", related_name="+"
    )
    words: Any = SearchVectorField(help_text="All that can be found, the title weighing most.")

    objects: Any = OfEntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.entry)


class WrittenWords(Words):
    """Of an incident that is written up."""

    about: Any = SearchVectorField(default="", help_text="The words of the title, and those said most.")

    class Meta:
        verbose_name_plural = "words of write-ups"
        indexes = [
            GinIndex(fields=["words"], name="written_words", fastupdate=False),
            GinIndex(fields=["about"], name="written_about", fastupdate=False),
        ]


class OtherWords(Words):
    """Of an incident without a write-up."""

    class Meta:
        verbose_name_plural = "words of other incidents"
        indexes = [GinIndex(fields=["words"], name="other_words", fastupdate=False)]
