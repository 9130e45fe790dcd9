"""Several counts in one round trip, each up to a cap: a list of a million rows counts as fast as a short one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def capped_counts(sets: Sequence[QuerySet[Any]], cap: int) -> list[int]:
    """How many rows each set has, in their order, counting no further than `cap`."""
    parts: list[str] = []
    params: list[Any] = []
    for rows in sets:
        try:
            sql, given = rows.order_by().values("pk")[:cap].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608  (compiled, with its parameters apart)
        params += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        row = cursor.fetchone()
    return [int(count) for count in row or ()]
