"""What somebody follows, as far as they may still see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from activity.models import Follow

MOST = 200


@dataclass(frozen=True)
class Followed:
    follow: Follow
    name: str
    kind: str
    href: str


def followed(user: Any) -> list[Followed]:
    """By kind and name. One query per kind of thing."""
    by_type: dict[str, list[Follow]] = defaultdict(list)
    for follow in Follow.objects.filter(user=user).order_by("-pk")[:MOST]:
        by_type[follow.subject_type].append(follow)
    found = []
    for label, follows in by_type.items():
        model = apps.get_model(label)
        rows: Any = model._default_manager.visible_to(user)
        subjects = rows.in_bulk([follow.subject_id for follow in follows])
        kind = str(model._meta.verbose_name).capitalize()
        for follow in follows:
            if (row := subjects.get(follow.subject_id)) is not None:
                found.append(Followed(follow, str(row), kind, row.get_absolute_url()))
    return sorted(found, key=lambda each: (each.kind, each.name.casefold()))
