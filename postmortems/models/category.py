from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from postmortems.querysets import FactorCategoryQuerySet


class FactorCategory(models.Model):
    """A bone of the fishbone. Factors and frozen texts know it by its key, which stays whatever it is called."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    hint = models.CharField(max_length=120, blank=True, help_text="What to look for, shown while it has no factor.")
    order = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="aliases", help_text="Its present name."
    )
    version = models.PositiveIntegerField(default=1)

    objects: Any = FactorCategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "factor categories"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=models.Q(archived_at__isnull=True),
                name="factor_category_named_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("postmortems:categories")
