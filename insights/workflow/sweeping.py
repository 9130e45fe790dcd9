"""Counts per day are made anew where the database marked a change. Until then readers count those days themselves."""

from __future__ import annotations

from django.db import connection, transaction

from insights.cells import OPEN, cells
from insights.models import ActionDay, Mark, Tide

BATCH = 2_000
DAYS_AT_ONCE = 100
# Distinguishes this advisory lock from any other's.
SWEEPING = 0x1259
GIVEN = "(SELECT day AS begin, day + 1 AS stop FROM unnest(%(days)s::date[]) AS day) AS w"
# Once for all severities, and once for each; an action that hangs on no incident has none.
COUNT = """
INSERT INTO insights_actionday (severity, day, cells)
SELECT severity, day, jsonb_object_agg(key, n) FROM (
    SELECT day, '' AS severity, key, sum(n) AS n FROM counted GROUP BY day, key
    UNION ALL SELECT day, severity, key, n FROM counted WHERE severity IS NOT NULL
) AS each GROUP BY severity, day
"""
WRITE = f"WITH counted AS MATERIALIZED ({cells(GIVEN, OPEN)}) {COUNT}"

MONTHS = "(SELECT DISTINCT date_trunc('month', day)::date FROM unnest(%(days)s::date[]) AS day)"
FORGET_MONTHS = f"DELETE FROM insights_actionmonth WHERE month IN {MONTHS}"  # noqa: S608 (no input in the text)
SUM_MONTHS = f"""
INSERT INTO insights_actionmonth (severity, month, cells)
SELECT severity, month, jsonb_object_agg(key, n) FROM (
    SELECT d.severity, date_trunc('month', d.day)::date AS month, c.key, sum(c.value::bigint) AS n
    FROM insights_actionday AS d CROSS JOIN LATERAL jsonb_each_text(d.cells) AS c
    WHERE date_trunc('month', d.day)::date IN {MONTHS} GROUP BY 1, 2, 3
) AS summed GROUP BY 1, 2
"""  # noqa: S608


def sweep(most: int = 100_000) -> int:
    """Take the marks that wait, oldest first. Returns how many."""
    done = 0
    while done < most and (taken := _batch()):
        done += taken
    return done


@transaction.atomic
def _batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEPING])
        if not cursor.fetchone()[0]:
            return 0
    # What commits after this reading has a mark of its own, which stays and keeps its day in doubt.
    marks = list(Mark.objects.order_by("pk").values_list("pk", "day")[:BATCH])
    if not marks:
        return 0
    days = sorted({day for _, day in marks if day is not None})[:DAYS_AT_ONCE]
    taken = [pk for pk, day in marks if day is None or day in set(days)]
    Mark.objects.filter(pk__in=taken).delete()
    tide, _ = Tide.objects.get_or_create(pk=1)
    tide.swept, tide.newest = tide.swept + len(taken), max(tide.newest, *taken)
    tide.save()
    ActionDay.objects.filter(day__in=days).delete()
    with connection.cursor() as cursor:
        for statement in (WRITE, FORGET_MONTHS, SUM_MONTHS):
            cursor.execute(statement, {"days": days})
    return len(taken)
