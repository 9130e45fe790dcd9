"""What is usual: the median of each duration per severity, over the last year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import connection

from incidents.durations import DURATIONS
from kit import clock

PERIOD = timedelta(days=365)
NEWEST = 2_000
KEEP_SECONDS = 900


@dataclass(frozen=True)
class Median:
    seconds: float
    count: int


def medians(severity: str) -> dict[str, Median]:
    """Key of a duration → its median and how many incidents recorded it; a key is missing where none did.

    Only incidents open to the whole organisation count, at most the NEWEST of them, so that the number is the same
    for everybody. A duration whose end lies before its start never counts. Kept for a quarter of an hour.
    """
    key = f"incidents:medians:{severity}"
    found = cache.get(key)
    if found is None:
        found = _ask(severity)
        cache.set(key, found, KEEP_SECONDS)
    return {name: Median(seconds, count) for name, (seconds, count) in found.items()}


def _ask(severity: str) -> dict[str, tuple[float, int]]:
    columns = ", ".join(_column(duration.start, duration.end) for duration in DURATIONS)
    # The columns come from DURATIONS, never from a request.
    sql = f"""
        SELECT {columns} FROM (
            SELECT * FROM incidents_incident
            WHERE severity = %s AND visibility = 'organisation' AND started_at >= %s
            ORDER BY started_at DESC LIMIT {NEWEST}
        ) AS usual
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [severity, clock.now() - PERIOD])
        row = cursor.fetchone()
    assert row is not None
    pairs = zip(DURATIONS, row[::2], row[1::2], strict=True)
    return {duration.key: (float(seconds), count) for duration, seconds, count in pairs if count}


def _column(start: str, end: str) -> str:
    length = f"extract(epoch FROM {end}_at - {start}_at)"
    counts = f"FILTER (WHERE {end}_at >= {start}_at)"
    return f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {length}) {counts}, count(*) {counts}"
