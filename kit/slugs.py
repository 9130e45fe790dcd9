"""Addresses and keys made of names."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.text import slugify

ROOM = 70


def free(name: str, taken: Collection[str], *, otherwise: str, room: int = ROOM, between: str = "-") -> str:
    """The name as a slug of about `room` characters, numbered when taken; `otherwise` when it has no letters."""
    slug = slugify(name).replace("-", between)[:room].strip(between) or otherwise
    numbered = (slug if n == 1 else f"{slug}{between}{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)


def free_in(rows: QuerySet, name: str, *, otherwise: str, beside: Collection[str] = ()) -> str:  # type: ignore[type-arg]
    """One that none of the rows has in its `slug`, nor is among `beside`."""
    return free(name, {*beside, *rows.values_list("slug", flat=True)}, otherwise=otherwise)
