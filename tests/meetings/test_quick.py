from datetime import date

import pytest

from meetings.quick import Quick, parse

TODAY = date(2025, 11, 12)  # a Wednesday


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Raise alert threshold @ana fri !high", Quick("Raise alert threshold", "ana", date(2025, 11, 14), "high")),
        ("Raise alert threshold !low @ana", Quick("Raise alert threshold", "ana", None, "low")),
        ("Ask @ben to test restores wed", Quick("Ask to test restores", "ben", date(2025, 11, 19))),
        ("Rehearse a restore 1 dec", Quick("Rehearse a restore", due_on=date(2025, 12, 1))),
        ("Rehearse a restore dec 1 @ana", Quick("Rehearse a restore", "ana", date(2025, 12, 1))),
        ("Rehearse a restore 3 jan", Quick("Rehearse a restore", due_on=date(2026, 1, 3))),
        ("Close the pool +2w", Quick("Close the pool", due_on=date(2025, 11, 26))),
        ("Close the pool 2026-02-01 !medium", Quick("Close the pool", None, date(2026, 2, 1), "medium")),
        ("Close the pool 2026-02-31", Quick("Close the pool 2026-02-31")),
        ("Close the pool tomorrow", Quick("Close the pool", due_on=date(2025, 11, 13))),
        ("Alert on Friday deploys", Quick("Alert on Friday deploys")),
        ("Page !urgent things", Quick("Page !urgent things")),
        ("Mail team@acme.example about it", Quick("Mail team@acme.example about it")),
        ("@ana !high", Quick("", "ana", None, "high")),
        ("", Quick("")),
    ],
)
def test_it_reads_who_when_and_how(line: str, said: Quick) -> None:
    assert parse(line, today=TODAY) == said


def test_a_leap_day_that_does_not_come_next_year_is_none() -> None:
    assert parse("Count 29 feb", today=date(2024, 3, 1)).due_on is None
