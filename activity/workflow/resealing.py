from __future__ import annotations

from django.apps import apps
from django.db import models, transaction

from kit import sealing


def reseal() -> tuple[int, list[str]]:
    """Seal every secret that apps named to `sealing.keep` under the first key; answers how many rows, and those that
    no key opens."""
    done, unreadable = 0, []
    for label, fields in sealing.KEPT.items():
        rows = apps.get_model(label)._default_manager.order_by("pk")
        for pk in rows.values_list("pk", flat=True):
            try:
                done += _reseal(rows, pk, fields)
            except sealing.Unreadable:
                unreadable.append(str(rows.get(pk=pk)))
    return done, unreadable


@transaction.atomic
def _reseal(rows: models.QuerySet[models.Model], pk: int, fields: tuple[str, ...]) -> bool:
    row = rows.select_for_update().get(pk=pk)
    for field in fields:
        if sealed := getattr(row, field):
            setattr(row, field, sealing.resealed(sealed))
    row.save(update_fields=fields)
    return True
