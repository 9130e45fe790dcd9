"""Days on which a country or a site does not work, as named calendars that teams and people choose from.

People and teams carry a copy of the days in `days_off`: whoever works out a morning then needs no query for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.urls import reverse

from accounts.querysets import CalendarQuerySet, DayOffQuerySet
from kit import clock

# How many years before and after the present one are copied.
BACK, AHEAD = 1, 2


class Calendar(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:calendar", args=[self.slug])

    @property
    def safe_title(self) -> str:
        return self.name


class DayOff(models.Model):
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField()
    name = models.CharField(max_length=120)
    yearly = models.BooleanField(default=False, help_text="On this day of every year.")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DayOffQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"], condition=models.Q(removed_at__isnull=True), name="day_off_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.day}"

    def days(self, first_year: int, last_year: int) -> Iterator[date]:
        """The days meant in these years; 29 February only where there is one."""
        if not self.yearly:
            if first_year <= self.day.year <= last_year:
                yield self.day
            return
        for year in range(first_year, last_year + 1):
            try:
                yield self.day.replace(year=year)
            except ValueError:
                continue


def window(today: date) -> tuple[int, int]:
    return today.year - BACK, today.year + AHEAD
