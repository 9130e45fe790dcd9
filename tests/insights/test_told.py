"""All measures, on their page and in their file: each cell equals one worked out from the rows."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from insights import workflow
from kit import clock
from tests.cast import Cast, signed_in
from tests.insights.charted import Charted
from tests.insights.independent import ENDS, KINDS
from tests.insights.parsed import plain, rows_of, table_of
from tests.insights.rows import NOW, Maker
from tests.insights.said import TARGETS, Report, Told, words
from tests.insights.test_numbers import FILTERS, independently

LESS = {*ENDS, "severe", "recurring", "publish", "days", "moved"}
NEITHER = {"incidents", "near-misses", "promised", "preventive", "reads", "readers"}
# Shown of the whole only.
NEVER_BY_STEP = {*ENDS, "reads", "readers"} - {"ttr"}
UNITS = {**dict.fromkeys(ENDS, "seconds"), "publish": "hours", "days": "days"}
FORMULA = re.compile(r"<details>.*?</summary>(.*?)</details>", re.DOTALL)


@pytest.mark.django_db
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    seed=st.integers(0, 10**6),
    asked=FILTERS,
    many=st.booleans(),
    swept=st.booleans(),
    who=st.sampled_from(["lena", "carol", "root"]),
)
def test_every_measure_is_told_as_it_is_worked_out(
    cast: Cast, seed: int, asked: dict[str, str], many: bool, swept: bool, who: str
) -> None:
    with transaction.atomic(), clock.at(NOW):
        Maker(cast, seed).make(incidents=120 if many else 30, actions=160 if many else 40)
        if swept:
            workflow.sweep()
        reader: User = getattr(cast, who)
        world = Charted(
            independently(reader, cast, asked), asked["p"], is_narrow=bool(asked["team"] or asked["service"])
        )
        report = Report(world.world, world.begin, world.end, is_narrow=world.is_narrow)
        browser = signed_in(reader)
        rows = rows_of(browser.get(reverse("insights:measures"), asked).content.decode(), head="th")
        lines = {key: row for row in rows if row[1:] for key in re.findall(r'data-measure="([\w-]+)"', row[1])}
        assert lines.keys() == KINDS.keys()
        for key, row in lines.items():
            _compare_line(row, key, report)
        _compare_file(table_of(browser.get(reverse("insights:measures_file"), asked)), lines, world)
        transaction.set_rollback(True)


def _compare_line(row: list[str], key: str, report: Report) -> None:
    now, then = report.told(key), report.told(key, before=True)
    _, value, ninth, n, target, before, change = map(plain, row)
    wanted, count, met, was, changed = report.line(key)
    assert value.removesuffix(" fewer than 3 owners") == wanted and n == count, (key, row)
    assert ("fewer than 3 owners" in value) == (now.is_kept_back and now.n >= 5)
    is_spread = KINDS[key] == "median" and now.value is not None
    assert ninth == (words(key, now.ninth) if is_spread else "–"), key
    aim = "under 72 h" if key == "publish" else words(key, TARGETS[key], is_now=False) if key in TARGETS else "–"
    assert target == f"{aim} {met}".strip(), key
    assert before == f"{was} n = {then.n}", key
    assert change == changed, (key, now, then)
    way = report.changed(key) * (-1 if key in LESS else 1)
    looks = re.findall(r'data-dir="(\w+)"', row[-1])
    assert looks == ([] if not way or key in NEITHER else ["good" if way > 0 else "bad"]), key


def _compare_file(file: list[list[str]], lines: dict[str, list[str]], world: Charted) -> None:
    heads = ["Measure", "Group", "From", "To", "Value", "Unit", "9 of 10 under", "n", "Of which", "Target", "Formula"]
    assert file[0] == heads
    length = world.end - world.begin
    whole = [(world.begin, world.end), (world.begin - length, world.begin)]
    wanted = []
    for key in lines:
        for at, cut in enumerate([*whole, *([] if key in NEVER_BY_STEP else world.cuts)]):
            told = world.told(key, *cut)
            if told.n or not at:
                wanted.append((key, cut, told))
    assert len(file) - 1 == len(wanted)
    for row, (key, cut, told) in zip(file[1:], wanted, strict=True):
        _compare_row(row, key, cut, told)
        [formula] = FORMULA.findall(lines[key][0])
        assert row[0] == plain(lines[key][0].partition("<details>")[0]) and row[10] == plain(formula)


def _compare_row(row: list[str], key: str, cut: tuple[date, date], told: Told) -> None:
    _, group, begin, last, value, unit, ninth, n, hits, target, _ = row
    assert group in ("Outcome", "Writing up", "Meetings", "Actions", "Learning")
    assert (begin, last) == (f"{cut[0]}", f"{cut[1] - timedelta(days=1)}")
    assert n == str(told.n), (key, cut)
    if told.value is None:
        assert (value, ninth) == ("cannot conclude", ""), (key, cut)
    else:
        assert float(value) == pytest.approx(told.value, abs=6e-5), (key, cut)
        assert ninth == "" if KINDS[key] != "median" else float(ninth) == pytest.approx(told.ninth, abs=6e-5), key
    assert unit == ("share" if KINDS[key] == "share" else UNITS.get(key, "count"))
    is_told = KINDS[key] == "share" and not told.is_kept_back
    assert hits == (str(told.hits) if is_told else ""), (key, cut)
    assert target == (f"{TARGETS[key]:g}" if key in TARGETS else ""), key
