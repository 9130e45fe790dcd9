from __future__ import annotations

from typing import Any

from django.db import models

from kit import clock
from postmortems.models.postmortem import Postmortem
from postmortems.querysets import HangingOnPostmortem


class KeptWording(models.Model):
    """A sentence that stays as it is: nobody is asked about it again. Who wrote it or said so is not kept."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="kept_wordings")
    fingerprint = models.CharField(max_length=20, help_text="Of the sentence and of what was asked about it.")
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["postmortem", "fingerprint"], name="kept_wording_once")]

    def __str__(self) -> str:
        return self.fingerprint
