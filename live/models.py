"""The update log is the truth about a document's text; everything else here says something about that log."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kit import clock
from kit.locking import LockingQuerySet


class Document(models.Model):
    """One document that many people type into: a text per section, each under its section's stable key.

    Numbers of updates count from 1 without a gap, in the order of their commits.
    """

    head = models.BigIntegerField(default=0, help_text="The number of the newest update.")
    locked = models.BooleanField(default=False, help_text="The log takes no more updates.")
    materialised = models.BigIntegerField(default=0, help_text="The update up to which plain texts were handed out.")
    marked = models.BigIntegerField(default=0, help_text="Contributions after this update are told apart.")
    size = models.BigIntegerField(default=0, help_text="Bytes of its updates.")

    objects: Any = LockingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(materialised__gte=0, materialised__lte=F("head")), name="document_materialised_in_log"
            )
        ]

    def __str__(self) -> str:
        return f"Document {self.pk}"


class Update(models.Model):
    """One row of the log. Compaction folds a prefix of rows into the last of them."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="updates", db_index=False)
    seq = models.BigIntegerField()
    data = models.BinaryField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="Empty: Debrief, or several people, folded.",
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "seq"], name="update_once")]

    def __str__(self) -> str:
        return f"Update {self.seq} of document {self.document_id}"


class Writer(models.Model):
    """Whose a Yjs client id is. Nobody else may continue what it wrote: two continuations never merge again."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="writers", db_index=False)
    client = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "client"], name="writer_once")]

    def __str__(self) -> str:
        return f"Client {self.client} of document {self.document_id}"


class Contribution(models.Model):
    """A spell of writing: who changed which section from one update to another."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="contributions", db_index=False)
    section = models.CharField(max_length=60)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="Empty: Debrief.",
    )
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    at = models.DateTimeField(help_text="When it began.")
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["document", "last_seq"], name="contribution_of")]

    def __str__(self) -> str:
        return f"{self.section} of document {self.document_id}, updates {self.first_seq} to {self.last_seq}"
