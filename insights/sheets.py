"""Numbers and the rows behind them as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from insights.behind import Behind
from insights.page import Page
from insights.periods import DAY
from insights.rows import SIZE
from insights.sources import ACTION, GATHERING

MOST_PAGES = 400
CANNOT = "cannot conclude"


def of_measures(page: Page) -> Iterator[tuple[Any, ...]]:
    """A line per measure, and one per step of the period."""
    yield "Measure", "Group", "From", "To", "Value", "Unit", "9 of 10 under", "n", "Of which", "Target", "Formula"
    period, narrow = page.scope.period, page.scope.is_narrow
    cuts = [(period.start, period.end, page.facts.whole), (period.before, period.start, page.facts.before)]
    cuts += list(zip(period.steps, period.ends(), page.facts.steps, strict=True))
    for each in page.shown.values():
        measure = each.measure
        for begin, stop, numbers in cuts:
            read = measure.of(numbers, is_narrow=narrow)
            if read.n or numbers is page.facts.whole:
                value = CANNOT if read.value is None else round(read.value, 4)
                rest = (
                    measure.unit,
                    "" if read.p90 is None else read.p90,
                    read.n,
                    "" if read.hits is None else read.hits,
                )
                yield (
                    measure.name,
                    measure.group,
                    begin,
                    stop - DAY,
                    value,
                    *rest,
                    measure.target or "",
                    measure.formula,
                )


def of_rows(behind: Behind) -> Iterator[tuple[Any, ...]]:
    yield "Reference", "Title", "Day", "Value", "Counts", "Address"
    number, found = 1, behind.page(1)
    while True:
        for line in found.lines:
            subject = line.subject
            title = subject.incident.title if behind.source.kind == GATHERING else subject.title
            reference = subject.code if behind.source.kind == ACTION else subject.reference
            counts = "" if line.hit is None else "yes" if line.hit else "no"
            address = f"{settings.BASE_URL}{subject.get_absolute_url()}"
            yield reference, title, line.day, "" if line.value is None else line.value, counts, address
        if not found.has_more:
            return
        if number == MOST_PAGES:
            yield "", f"Only the newest {MOST_PAGES * SIZE:,} of {found.count:,} rows are in this file", "", "", "", ""
            return
        number += 1
        found = behind.page(number)
