from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused, Stale
from postmortems.models import ContributingFactor, FactorCategory, Postmortem
from postmortems.supplied import CATEGORIES
from postmortems.workflow.standing import recheck

MOST = 12
LEAST = 2


def supply_categories() -> None:
    """Those that Debrief comes with, unless they are there already under whatever name."""
    known = set(FactorCategory.objects.values_list("key", flat=True))
    FactorCategory.objects.bulk_create(
        [
            FactorCategory(key=key, name=name, hint=hint, order=order)
            for order, (key, (name, hint)) in enumerate(CATEGORIES.items())
            if key not in known
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def add_category(*, by: User, name: str, hint: str = "") -> FactorCategory:
    """At the end of the list. Its key comes from this first name and stays."""
    rows = _settled(by)
    _require_new(rows, name)
    if sum(row.archived_at is None for row in rows) >= MOST:
        raise Refused(f"Up to {MOST} categories fit on a fishbone. Archive one first.")
    order = max((row.order for row in rows), default=-1) + 1
    category = FactorCategory.objects.create(key=_key(name, rows), name=name.strip(), hint=hint.strip(), order=order)
    record("category.added", category, by=by, data={"name": category.name})
    return category


@transaction.atomic
def edit_category(category: FactorCategory, *, by: User, version: int, name: str, hint: str = "") -> FactorCategory:
    """Another name for the same category. Texts in review show it at once, so approvals of them lapse.

    Raises Stale, with the category as it is now, when it was changed since `version`.
    """
    rows = _settled(by)
    category = next(row for row in rows if row.pk == category.pk)
    if category.version != version:
        raise Stale("Somebody changed this category while you were editing. Compare, then save again.", category)
    before, name, hint = category.name, name.strip(), hint.strip()
    if (before, category.hint) == (name, hint):
        return category
    _require_new([row for row in rows if row.pk != category.pk], name)
    category.name, category.hint, category.version = name, hint, category.version + 1
    category.save(update_fields=["name", "hint", "version"])
    record("category.edited", category, by=by, data={"name": name, "before": before})
    if name != before:
        for postmortem in _in_review_with(category):
            recheck(postmortem)
    return category


@transaction.atomic
def archive_category(category: FactorCategory, *, by: User) -> FactorCategory:
    """New factors do not get it any more; those that have it keep it."""
    rows = _settled(by)
    category = next(row for row in rows if row.pk == category.pk)
    if category.archived_at is None:
        if sum(row.archived_at is None for row in rows) <= LEAST:
            raise Refused(f"At least {LEAST} categories must remain: a review asks for factors in {LEAST}.")
        category.archived_at = clock.now()
        category.save(update_fields=["archived_at"])
        record("category.archived", category, by=by, data={"name": category.name})
    return category


@transaction.atomic
def restore_category(category: FactorCategory, *, by: User) -> FactorCategory:
    rows = _settled(by)
    category = next(row for row in rows if row.pk == category.pk)
    if category.merged_into_id is not None:
        raise Refused("It was merged into another one, whose name stands for both.")
    if category.archived_at is not None:
        _require_new(rows, category.name)
        category.archived_at = None
        category.save(update_fields=["archived_at"])
        record("category.restored", category, by=by, data={"name": category.name})
    return category


@transaction.atomic
def move_category(category: FactorCategory, *, by: User, up: bool) -> FactorCategory:
    """Change places with the one before (or after) it in the list; archived ones are passed over."""
    rows = _settled(by)
    current = sorted((row for row in rows if row.archived_at is None), key=lambda row: (row.order, row.pk))
    place = next((n for n, row in enumerate(current) if row.pk == category.pk), None)
    if place is None:
        raise Refused(f"{category.name} is archived. Bring it back before moving it.")
    other = place - 1 if up else place + 1
    if not 0 <= other < len(current):
        return current[place]
    current.insert(other, current.pop(place))
    archived = sorted((row for row in rows if row.archived_at is not None), key=lambda row: (row.order, row.pk))
    for order, row in enumerate([*current, *archived]):
        row.order = order
    FactorCategory.objects.bulk_update(rows, ["order"])
    record("category.moved", current[other], by=by, data={"name": category.name, "up": up})
    return current[other]


def _settled(by: User) -> list[FactorCategory]:
    """All of them, locked: names and keys are compared with each other."""
    policy.require("postmortems.edit_categories", by)
    return list(FactorCategory.objects.select_for_update().order_by("pk"))


def _require_new(rows: list[FactorCategory], name: str) -> None:
    if not name.strip():
        raise Refused("A category needs a name.")
    if any(row.archived_at is None and row.name.lower() == name.strip().lower() for row in rows):
        raise Refused(f"There is a category called {name.strip()} already.")


def _key(name: str, rows: list[FactorCategory]) -> str:
    known = {row.key for row in rows}
    first = slugify(name)[:30] or "category"
    return next(key for n in range(1, len(known) + 2) if (key := first if n == 1 else f"{first}-{n}") not in known)


def _in_review_with(category: FactorCategory) -> list[Postmortem]:
    having = ContributingFactor.objects.filter(category=category.key).values("postmortem")
    return list(Postmortem.objects.in_review().filter(pk__in=having).order_by("pk"))
