"""Letting go of bodies that came long ago. What they said stays, and so does all that a timeline rests on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kit import clock
from signals.models import Delivery, Source

BATCH = 500


def let_go(most: int = 20_000) -> int:
    """Answers how many bodies were let go. A batch is a transaction; what is killed goes on with the next look."""
    done = 0
    for source in Source.objects.all():
        before = clock.now() - timedelta(days=source.keep_days)
        while done < most and (gone := _batch(source, before)):
            done += gone
    return done


@transaction.atomic
def _batch(source: Source, before: datetime) -> int:
    """Of what said something, a line stays, so that it is known what came when; the rest goes altogether."""
    old = Delivery.objects.idle(source).filter(received_at__lt=before).defer("body", "headers").order_by("received_at")
    rows = {row.pk: row for row in old.select_for_update(skip_locked=True, of=("self",))[:BATCH]}
    spoke = set(Delivery.objects.filter(pk__in=rows, signals__isnull=False).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=spoke).update(body=b"", headers={}, let_go_at=clock.now())
    silent = Delivery.objects.filter(pk__in=rows.keys() - spoke)
    silent._raw_delete(silent.db)
    return len(rows)
