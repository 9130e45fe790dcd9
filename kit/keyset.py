"""Pages of long lists: each begins where the one before ended, so the last page costs what the first does."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import Q, QuerySet

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`newer` and `older` are cursors for the neighbouring pages, empty where there is none."""

    rows: list[Row]
    newer: str
    older: str


def page(rows: QuerySet[Row], order: Sequence[str], *, size: int, after: str = "", before: str = "") -> Page[Row]:
    """One page in this order ("-started_at", "-pk"), whose last field must be unique. A cursor that makes no sense
    is the first page."""
    backwards = bool(before)
    keys = [_turned(key) for key in order] if backwards else list(order)
    start = _read(before or after, len(order))
    try:
        asked = rows.filter(_beyond(keys, start)) if start else rows
        found = list(asked.order_by(*keys)[: size + 1])
    except (ValueError, TypeError, FieldError, ValidationError):
        start, backwards, found = None, False, list(rows.order_by(*order)[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_newer, has_older = (has_more, True) if backwards else (start is not None, has_more)
    if not found:
        return Page([], "", "")
    newer = _cursor(found[0], order) if has_newer else ""
    return Page(found, newer, _cursor(found[-1], order) if has_older else "")


def capped_count(rows: QuerySet[Any], cap: int) -> int:
    """How many rows there are, counting no further than `cap`."""
    return rows.order_by()[:cap].count()


def _beyond(keys: list[str], start: list[Any]) -> Q:
    """(a, b, c) after (x, y, z), each key in its own direction."""
    found, same = Q(), Q()
    for key, value in zip(keys, start, strict=True):
        name, operator = (key[1:], "lt") if key.startswith("-") else (key, "gt")
        found |= same & Q(**{f"{name}__{operator}": value})
        same &= Q(**{name: value})
    return found & Q(**{f"{keys[0].lstrip('-')}__{'lte' if keys[0].startswith('-') else 'gte'}": start[0]})


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _cursor(row: models.Model, order: Sequence[str]) -> str:
    values = [_plain(getattr(row, key.lstrip("-"))) for key in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return {"microseconds": value // timedelta(microseconds=1)}
    return value.isoformat() if isinstance(value, date) else value


def _read(cursor: str, length: int) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(values, list) or len(values) != length:
        return None
    return [_value(value) for value in values]


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        found = value.get("microseconds")
        return timedelta(microseconds=found) if isinstance(found, int) else value
    return value
