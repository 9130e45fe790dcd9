from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from kit import clock
from postmortems.models.postmortem import Postmortem
from postmortems.querysets import HangingOnPostmortem

# What would end the name of a picture in Markdown, or mean something in it.
MARKS = re.compile(r"[\s\[\]()<>\\`*_!|]+")


class Image(models.Model):
    """A picture in a write-up's text, with its bytes. Never changed nor deleted: published revisions show it too."""

    class Suffix(models.TextChoices):
        PNG = "png", "PNG"
        JPEG = "jpg", "JPEG"
        GIF = "gif", "GIF"
        WEBP = "webp", "WebP"

    KEY_LENGTH = 32

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="images")
    key = models.CharField(max_length=KEY_LENGTH, help_text="Of its bytes, so that the same picture is kept once.")
    suffix = models.CharField(max_length=4, choices=Suffix.choices)
    name = models.CharField(max_length=120, blank=True, help_text="What its file was called.")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    data = models.BinaryField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "key"], name="image_once"),
            models.CheckConstraint(condition=Q(suffix__in=["png", "jpg", "gif", "webp"]), name="image_suffix_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.key

    def get_absolute_url(self) -> str:
        return reverse("postmortems:image", args=[self.postmortem.reference, self.key, self.suffix])

    @property
    def markdown(self) -> str:
        """What shows it in a text; its size is said, so that the page keeps room for it."""
        name = MARKS.sub(" ", self.name).strip() or "Picture"
        return f"![{name}]({self.get_absolute_url()}#{self.width}x{self.height})"

    @property
    def content_type(self) -> str:
        return "image/jpeg" if self.suffix == self.Suffix.JPEG else f"image/{self.suffix}"
