"""Every value of the charts, in the picture and in the table behind it, equals one worked out from the rows."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from insights import workflow
from kit import clock
from tests.cast import Cast, signed_in
from tests.insights.charted import SEVERITIES, Charted, Range
from tests.insights.parsed import CARD, Drawn, drawn, plain
from tests.insights.rows import NOW, Maker
from tests.insights.said import TARGETS, Told, words
from tests.insights.test_numbers import independently

# Period, days before now, incidents, actions: many in each step, some, and few.
DENSE = ("", 380, 240, 150)
SHAPES = [DENSE, ("90d", 100, 150, 150), ("q", 200, 60, 60), ("2025-q3", 760, 30, 40), ("", 760, 80, 80)]
NARROWED = st.sampled_from([{}, {}, {"severity": "sev2"}, {"team": "payments"}, {"service": "search-index"}])
HOUR = 3600


@pytest.mark.django_db
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape[0] or '12m'}-{shape[2]}")
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), narrowed=NARROWED, swept=st.booleans(), who=st.sampled_from(["lena", "root"]))
def test_the_charts_show_what_is_worked_out_from_the_rows(
    cast: Cast, shape: tuple[str, int, int, int], seed: int, narrowed: dict[str, str], swept: bool, who: str
) -> None:
    period, days, incidents, actions = shape
    with transaction.atomic(), clock.at(NOW):
        Maker(cast, seed, span_days=days).make(incidents=incidents, actions=actions)
        if swept:
            workflow.sweep()
        reader: User = getattr(cast, who)
        asked = {"p": period, "severity": "", "team": "", "service": "", **narrowed}
        browser = signed_in(reader)
        html = browser.get(reverse("insights:index"), asked).content.decode()
        world = Charted(independently(reader, cast, asked), period, is_narrow=bool({"team", "service"} & set(narrowed)))
        charts = drawn(html)
        _compare_trend(charts["ttr"], world, "ttr", HOUR)
        _compare_trend(charts["publish"], world, "publish", 1)
        _compare_deadlines(charts["deadline"], world)
        _compare_severities(charts["severity"], world)
        for chart in charts.values():
            _compare_lists(browser, chart)
        _compare_causes(html, world)
        transaction.set_rollback(True)


def says(text: str, key: str, value: float | None) -> bool:
    """Rounded either way where a value lies on the edge."""
    if value is None:
        return text == "Cannot conclude"
    return text in {words(key, each) for each in (value, value - 1e-7, value + 1e-7)}


def _compare_table(chart: Drawn, world: Charted, key: str, told: list[Told]) -> None:
    assert [row[0] for row in chart.table] == world.names
    for row, each in zip(chart.table, told, strict=True):
        assert says(row[1], key, each.value), (row, each)
        assert row[-1] == str(each.n), (row, each)
        if key != "deadline":
            assert row[2] == "–" if each.value is None else says(row[2], key, each.ninth), (row, each)


def _compare_trend(chart: Drawn, world: Charted, key: str, unit: int) -> None:
    told, usual = world.by_step(key), world.moving(key)
    values = [each.value for each in told]
    _compare_table(chart, world, key, told)
    known = [n for n, value in enumerate(values) if value is not None]
    if chart.svg is None:
        _compare_whole(chart, world, key, known)
        return
    assert chart.takeaway == world.finding(usual, values)
    dots = {chart.column(float(dot.get("cx"))): dot for dot in chart.all("pt")}
    assert sorted(dots) == known
    for at, dot in dots.items():
        assert chart.value(float(dot.get("cy"))) == pytest.approx((values[at] or 0) / unit, abs=chart.off)
        assert ("pt-out" in dot.get("class")) == (usual is not None and at in usual.outside(values))
    _compare_first_and_last(chart, key, values)
    targets = [chart.value(float(line.get("y1"))) for line in chart.all("target")]
    assert targets == pytest.approx([TARGETS[key]] if key in TARGETS else [], abs=chart.off)
    assert len(chart.all("band")) == (usual is not None) == ("XmR" in chart.note)
    if usual:
        _compare_range(chart, "band", usual, unit)
        [centre] = chart.all("centre")
        assert chart.value(float(centre.get("y1"))) == pytest.approx(usual.centre / unit, abs=chart.off)


def _compare_whole(chart: Drawn, world: Charted, key: str, known: list[int]) -> None:
    """Too few to draw: the period as one is told instead."""
    assert len(known) < 2
    few = f"Only {world.names[known[0]]} has" if known else f"No {world.each} has"
    assert chart.takeaway == f"{few} 5 values: too few to draw by {world.each}."
    told = world.told(key, world.begin, world.end)
    value, says_of = chart.whole
    assert says(value, key, told.value) and f": {told.n}, " in says_of


def _compare_first_and_last(chart: Drawn, key: str, values: list[float | None]) -> None:
    known = [value for value in values if value is not None]
    marked = [each.text for each in chart.all("val")]
    assert len(marked) == min(len(known), 2)
    assert says(marked[0], key, known[0]) and says(marked[-1], key, known[-1])


def _compare_range(chart: Drawn, look: str, usual: Range, unit: int) -> None:
    lower, upper = chart.outline(look)
    assert lower == pytest.approx([value / unit for value in usual.lower], abs=chart.off)
    assert upper == pytest.approx([value / unit for value in usual.upper], abs=chart.off)


def _compare_deadlines(chart: Drawn, world: Charted) -> None:
    told, usual = world.by_step("deadline"), world.of_shares("deadline")
    values = [each.value for each in told]
    _compare_table(chart, world, "deadline", told)
    known = [n for n, value in enumerate(values) if value is not None]
    if chart.svg is None:
        _compare_whole(chart, world, "deadline", known)
        return
    met = sum((values[n] or 0) >= 0.9 for n in known)
    assert chart.takeaway == f"{met} of {len(known)} {world.each}s reached 90%. {world.finding(usual, values)}"
    bars = {chart.column(float(b.get("x")) + float(b.get("width")) / 2): b for b in chart.svg if b.tag == "rect"}
    assert sorted(bars) == known
    for at, bar in bars.items():
        assert chart.value(float(bar.get("y"))) == pytest.approx(values[at], abs=chart.off)
        assert float(bar.get("y")) + float(bar.get("height")) == pytest.approx(178, abs=0.11)
        assert bar.get("class") == ("b-ok" if (values[at] or 0) >= 0.9 else "b-low")
    _compare_first_and_last(chart, "deadline", values)
    assert ("(p chart)" in chart.note) == (usual is not None)
    if chart.all("band-edge") and usual:
        _compare_range(chart, "band-edge", usual, 1)
    else:
        assert usual is None or not all(each.n for each in told)


def _compare_severities(chart: Drawn, world: Charted) -> None:
    counts, usual = world.severities, world.of_counts()
    totals: list[float | None] = [sum(row) for row in counts]
    texts = [[str(n) for n in [*row, sum(row)]] for row in counts]
    assert chart.table == [[name, *row] for name, row in zip(world.names, texts, strict=True)]
    length = world.end - world.begin
    now, before = (
        sum(row.severity == "sev1" and begin <= row.started_at.date() < stop for row in world.world.incidents)
        for begin, stop in ((world.begin, world.end), (world.begin - length, world.begin))
    )
    if chart.svg is None:
        assert not sum(map(sum, counts))
        return
    assert chart.takeaway == f"{now} SEV1; {before} in the time before. {world.finding(usual, totals)}"
    assert ("(u chart)" in chart.note) == (usual is not None)
    seen: dict[tuple[int, str], float] = {}
    for bar in (each for each in chart.svg if each.tag == "rect"):
        at = chart.column(float(bar.get("x")) + float(bar.get("width")) / 2)
        seen[at, bar.get("class")] = chart.value(float(bar.get("y")))
    for at, row in enumerate(counts):
        for n, severity in enumerate(SEVERITIES):
            look = severity.replace("sev", "s")
            assert ((at, look) in seen) == bool(row[n])
            if row[n]:
                assert seen[at, look] == pytest.approx(sum(row[: n + 1]), abs=chart.off)


def _compare_lists(browser: Client, chart: Drawn) -> None:
    """The first and the last step open as many rows as they say."""
    for at in (0, -1):
        lede = re.findall(r'class="lede">([\d,]+) row', browser.get(chart.hrefs[at]).content.decode())
        assert lede == [chart.table[at][-1]]


def _compare_causes(html: str, world: Charted) -> None:
    """Of the period, and how it was in the stretch before."""
    length = world.end - world.begin
    counts: dict[str, list[int]] = {}
    for row, write_up in world.world.out():
        for which, begin in enumerate((world.begin, world.begin - length)):
            if begin <= write_up.published_at.date() < begin + length:
                for tag in (tag for tag in row.tags.all() if tag.kind == "cause"):
                    counts.setdefault(tag.name, [0, 0])[which] += 1
    gaps = {name: now - before for name, (now, before) in counts.items()}
    wanted = [
        (name, str(now), "same" if not gaps[name] else f"{abs(gaps[name])} {'more' if gaps[name] > 0 else 'fewer'}")
        for name, (now, _) in sorted(counts.items(), key=lambda each: (-each[1][0], each[0]))
    ]
    card = dict(CARD.findall(html))["causes"]
    cells = re.findall(r'<li><a[^>]*>(.*?)</a>.*?<span class="n">(\d+)</span><span class="d">(.*?)</span></li>', card)
    assert [(plain(name), n, said) for name, n, said in cells] == wanted
    most = max((now for now, _ in counts.values()), default=0) or 1
    assert re.findall(r'data-share="(\d+)"', card) == [str(round(counts[name][0] * 100 / most)) for name, *_ in wanted]
