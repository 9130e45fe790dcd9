from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from kit import keyset

MOST = 100


class Paging(Schema):
    after: Annotated[str, StringConstraints(max_length=400, pattern=r"^[A-Za-z0-9_-]*$")] = Field(
        "", description="`next` of the page before."
    )
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


Paged = Query[Paging]


def page(rows: QuerySet[Any], order: Sequence[str], paging: Paging, show: Callable[[Any], Any]) -> dict[str, Any]:
    """Items in this order, whose last field is unique, and the cursor of those that follow."""
    found = keyset.page(rows, order, size=paging.limit, after=paging.after)
    return {"items": [show(row) for row in found.rows], "next": found.older or None}
