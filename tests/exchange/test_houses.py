"""Write-ups in the manner of other houses: none of them is in the corpus the importer was tried on."""

from __future__ import annotations

from typing import Any

import pytest

from exchange.reading.decoding import decode
from exchange.reading.reader import read
from exchange.reading.understood import Understood
from tests.exchange.corpus import HOUSES

# File → title, date, zone, severity, entries, actions, keys of its sections in their order.
EXPECTED: dict[str, tuple[str, str, str, str, int, int, str]] = {
    "search_engine.md": (
        *("Checkout queue stalled (incident #482)", "2023-09-14", "UTC", "", 8, 4),
        "summary impact why what_happened resolution what_happened actions lessons went_well went_wrong lucky timeline"
        " references",
    ),
    "handbook_table.md": (
        *("PIR: Invoices sent twice", "2022-05-03", "BST", "sev2", 5, 3),
        "summary what_happened what_happened impact what_happened what_happened resolution timeline why why actions"
        " references lessons actions",
    ),
    "pager_style.md": (
        *("Search returned stale results", "2021-07-08", "PDT", "sev2", 6, 3),
        "summary what_happened factors resolution impact timeline went_well went_wrong actions",
    ),
    "forge_issue.md": (
        *("2024-02-11: Merge requests could not be opened", "2024-02-11", "UTC", "sev2", 6, 2),
        "summary timeline actions went_well",
    ),
    "narrative.md": (
        *("Summary of the Object Cache Disruption in the Northern Region", "2020-11-09", "PST", "", 0, 0, ""),
    ),
    "wiki.txt": ("Payroll export failed", "2021-03-12", "CET", "", 4, 2, "summary timeline why actions"),
    "numbered.md": (
        *("INCIDENT REPORT: BACKUP RESTORE FAILED", "2019-10-17", "Z", "", 4, 2),
        "summary impact timeline why actions references",
    ),
    "german.md": (
        *("Störung der Anmeldung am 7. März 2022", "2022-03-07", "MEZ", "sev2", 5, 2),
        "summary timeline why went_well went_wrong actions",
    ),
    "mediawiki.txt": ("mediawiki", "2018-06-21", "UTC", "", 4, 2, "summary timeline lessons actions"),
    "slack_canvas.md": ("Incident write-up: gateway 5xx", "2025-01-30", "ET", "", 5, 3, "summary timeline why actions"),
    "us_dates.md": ("Phone lines down", "2021-04-05", "CDT", "sev3", 3, 1, "summary timeline actions"),
    "midnight.md": (
        "Post-incident review: nightly batch",
        "2023-02-28",
        "UTC",
        "",
        6,
        0,
        "what_happened timeline actions",
    ),
}


def understood(name: str) -> Understood:
    return read(decode((HOUSES / name).read_bytes())[0], name=name)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_write_up_of_another_house_is_understood(name: str) -> None:
    found, expected = understood(name), EXPECTED[name]
    said: tuple[Any, ...] = (
        found.title,
        found.date,
        found.zone,
        found.severity,
        len(found.entries),
        len(found.actions),
    )
    assert said == expected[:6]
    assert " ".join(part.key for part in found.parts if part.key) == expected[6]


def test_each_text_here_is_expected() -> None:
    assert {path.name for path in HOUSES.iterdir()} == set(EXPECTED)


def test_owners_deadlines_states_and_tickets_are_read() -> None:
    german, pager, table = (understood(name).actions for name in ("german.md", "pager_style.md", "search_engine.md"))
    assert [(each.owner, each.due) for each in german] == [("J. Scholz", "2022-03-15"), ("A. Yıldız", "2022-03-31")]
    assert [each.state for each in pager] == ["done", "todo", "todo"]
    assert (pager[0].ticket, pager[1].owner, pager[1].due) == ("OPS-87", "@dmoreau", "2021-07-30")
    assert [(each.owner, each.state) for each in table] == [
        *(("okafor", "done"), ("lindqvist", "todo"), ("abara", "todo"), ("lindqvist", "done")),
    ]
    assert pager[1].title == "Alert on the age of the newest document"


def test_times_after_midnight_are_of_the_next_day_and_said_to_be() -> None:
    found = understood("midnight.md")
    assert [each.at[8:16] for each in found.entries] == [
        *("28T22:50", "28T23:40", "01T00:20", "01T01:05", "01T00:58", "01T03:30"),
    ]
    assert "1 time was read as past midnight." in found.doubts
    assert "1 entry is earlier than the one before; the times are kept as written." in found.doubts


def test_a_date_that_can_be_read_two_ways_is_said_to_be() -> None:
    assert "“04/05/2021” can be 5 April or 4 May; it is read as 5 April 2021." in understood("us_dates.md").doubts


def test_the_bullets_of_a_list_without_a_time_belong_to_the_entry_above() -> None:
    found = read("## Timeline\n- 10:00 UTC it breaks\n  - on both nodes\n- 10:05 it works\n", name="2020-01-02.md")
    assert [each.text for each in found.entries] == ["it breaks\n\n- on both nodes", "it works"]


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("- 10:32 – alert fires", "10:32", "alert fires"),
        ("- **10:32 UTC**: alert fires", "10:32", "alert fires"),
        ("- [10:32] alert fires", "10:32", "alert fires"),
        ("- 2:32 PM PST alert fires", "14:32", "alert fires"),
        ("- 12:05am alert fires", "00:05", "alert fires"),
        ("- 1432Z alert fires", "14:32", "alert fires"),
        ("- ~14:32 alert fires", "14:32", "alert fires"),
        ("- around 14:32 UTC, alert fires", "14:32", "alert fires"),
        ("- 2021-03-04T14:32:10Z alert fires", "14:32:10", "alert fires"),
        ("- 2021-03-04 14:32:10+01:00 alert fires", "14:32:10", "alert fires"),
        ("- 14:32–14:40: alert fires", "14:32", "alert fires"),
        ("- 14h32 : alert fires", "14:32", "alert fires"),
        ("- 14.32 Uhr alert fires", "14:32", "alert fires"),
        ("- Mar 4, 2021 @ 2:32 pm: alert fires", "14:32", "alert fires"),
        ("- Thursday, 4 March 2021, 14:32 (CET) - alert fires", "14:32", "alert fires"),
        ("- `14:32` alert fires", "14:32", "alert fires"),
        ("1. 14:32 alert fires", "14:32", "alert fires"),
    ],
)
def test_the_time_at_the_head_of_a_line_is_understood(line: str, at: str, text: str) -> None:
    [entry] = read(f"# Title\n\n## Timeline\n\n{line}\n", name="2021-03-04.md").entries
    assert (entry.at, entry.text) == (f"2021-03-04T{at}", text)
