"""Querysets that take a row's lock at the beginning of a verb."""

from typing import Any, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class LockingQuerySet(models.QuerySet[Row]):
    def locked(self, pk: Any) -> Row:
        """The row, fresh and locked until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def paged(self, *, limit: int) -> Self:
        return self[:limit]
