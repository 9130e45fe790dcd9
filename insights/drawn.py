"""The charts of the page, made of the facts: each with a sentence, a finding and the table behind it."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from insights import charts, periods, statistics
from insights.charts import Bar, Chart, Dot, Tick, Whole
from insights.declared import MEASURES
from insights.facts import Facts
from insights.measures import Measure, Reading
from insights.scope import Scope
from insights.shown import in_words, percent, said, shown
from insights.statistics import Limits

HOUR = 3600
# Fewer points than this are no trend.
LEAST_DRAWN = 2
LOOKS = (("sev1", "SEV1", "s1"), ("sev2", "SEV2", "s2"), ("sev3", "SEV3", "s3"), ("sev4", "SEV4", "s4"))


class Drawing:
    def __init__(self, facts: Facts, scope: Scope) -> None:
        self.facts, self.scope = facts, scope
        self.steps = range(1, len(scope.period.steps) + 1)
        self.names = [scope.period.name_of(step) for step in self.steps]
        self.short = [scope.period.short_name_of(step) for step in self.steps]
        self.places = charts.centres(len(self.steps))
        self.each = "month" if scope.period.by_month else "week"

    def all(self) -> list[Chart]:
        return [self.resolving(), self.deadlines(), self.severities(), self.publishing()]

    def resolving(self) -> Chart:
        return self._trend("ttr", "Time to resolve", HOUR, "Median, detected to all-clear")

    def publishing(self) -> Chart:
        return self._trend("publish", "Time to publish", 1, "Median, all-clear to published")

    def _readings(self, key: str) -> list[Reading]:
        narrow = self.scope.is_narrow
        return [MEASURES[key].of(numbers, is_narrow=narrow) for numbers in self.facts.steps]

    def _href(self, rows: str, step: int) -> str:
        return reverse("insights:rows", args=[rows]) + self.scope.query(step=step)

    def _trend(self, key: str, title: str, unit: int, end: str) -> Chart:
        measure, readings = MEASURES[key], self._readings(key)
        values = [reading.value for reading in readings]
        limits = statistics.individuals(values)
        known = [value for value in values if value is not None]
        most = max([*known, measure.target or 0, *(limits.upper if limits else [])], default=0)
        top, step = charts.nice(most / unit)
        points = [
            None if value is None else (x, charts.height(value / unit, top))
            for x, value in zip(self.places, values, strict=True)
        ]
        outside = set(limits.outside(values)) if limits else set()
        last = max((at for at, point in enumerate(points) if point), default=-1)
        if len(known) < LEAST_DRAWN:
            return self._undrawn(key, title, readings, heads=["Median", "9 of 10 under", "n"], end=end)
        return Chart(
            key=key,
            title=title,
            sentence=self._spoken(title, readings, measure),
            takeaway=self._finding(limits, values),
            end=end,
            levels=charts.levels(top, step, lambda value: f"{value:g} h"),
            ticks=charts.ticks(self.short),
            dots=[Dot(*point, at == last, at in outside) for at, point in enumerate(points) if point],
            line=charts.path(points),
            area=charts.area(points),
            band=charts.band([v / unit for v in limits.lower], [v / unit for v in limits.upper], top) if limits else "",
            centre=charts.height(limits.centre / unit, top) if limits else None,
            target=Tick(charts.height(measure.target / unit, top), in_words(measure.unit, measure.target))
            if measure.target
            else None,
            values=self._marked(points, values, measure),
            note=f"Shaded: the ordinary range, {limits.formula}." if limits else "",
            heads=["Median", "9 of 10 under", "n"],
            table=[(name, self._row(measure, at, r)) for at, name, r in self._each(readings)],
        )

    def deadlines(self) -> Chart:
        measure, readings = MEASURES["deadline"], self._readings("deadline")
        values = [reading.value for reading in readings]
        hits, totals = [r.hits or 0 for r in readings], [r.n for r in readings]
        limits = statistics.shares(hits, totals) if any(r.value is not None for r in readings) else None
        # Where nothing was due, a share has no range.
        is_edged = all(totals)
        width, target = charts.bar_width(len(self.steps)), measure.target or 0
        bars = [
            Bar(round(x - width / 2, 1), y, width, round(charts.BOTTOM - y, 1), "b-ok" if v >= target else "b-low")
            for x, v in zip(self.places, values, strict=True)
            if v is not None
            for y in [charts.height(v, 1)]
        ]
        known = [value for value in values if value is not None]
        end, heads = f"By {self.each} due", ["By deadline", "n"]
        if len(known) < LEAST_DRAWN:
            return self._undrawn("deadline", "Actions done by their deadline", readings, heads=heads, end=end)
        kept = sum(value >= target for value in known)
        reached = f"{kept} of {len(known)} {self.each}s reached {percent(target)}%."
        points = [None if v is None else (x, charts.height(v, 1)) for x, v in zip(self.places, values, strict=True)]
        return Chart(
            key="deadline",
            title="Actions done by their deadline",
            sentence=self._spoken("Actions done by their deadline", readings, measure),
            takeaway=f"{reached} {self._finding(limits, values)}",
            end=end,
            levels=charts.levels(1, 0.5, lambda value: f"{value * 100:.0f}%"),
            ticks=charts.ticks(self.short),
            bars=bars,
            target=Tick(charts.height(target, 1), f"{percent(target)}%"),
            band=charts.band(limits.lower, limits.upper, 1) if limits and is_edged else "",
            values=self._marked(points, values, measure),
            note=f"{'Dotted: the' if is_edged else 'The'} ordinary range, {limits.formula}." if limits else "",
            heads=heads,
            table=[(name, self._row(measure, at, r, p90=False)) for at, name, r in self._each(readings)],
        )

    def _undrawn(self, key: str, title: str, readings: list[Reading], *, heads: list[str], end: str) -> Chart:
        """One number instead of a picture with a point or none in it; the table is as ever."""
        measure, period = MEASURES[key], self.scope.period
        whole = shown(measure, self.facts, self.scope)
        known = [name for name, reading in zip(self.names, readings, strict=True) if reading.value is not None]
        few = f"Only {known[0]} has" if known else f"No {self.each} has"
        over = f"{measure.things.capitalize()}: {whole.now.n:,}, {period.label}"
        longer = ""
        if not period.by_month and period.key in periods.CHOICES:
            longer = replace(self.scope, period=periods.period(periods.USUAL, on=self.scope.today)).query() or "?"
        return Chart(
            key=key,
            title=title,
            sentence="",
            takeaway=f"{few} {statistics.LEAST} values: too few to draw by {self.each}.",
            end=end,
            levels=[],
            ticks=[],
            whole=Whole(whole.value or "Cannot conclude", over, whole.href, longer),
            heads=heads,
            table=[(name, self._row(measure, at, r, p90=len(heads) == 3)) for at, name, r in self._each(readings)],
        )

    def severities(self) -> Chart:
        counts = [[int(numbers.get(f"incidents_{key}") or 0) for key, *_ in LOOKS] for numbers in self.facts.steps]
        totals = [sum(each) for each in counts]
        top, step = charts.nice(max(totals, default=0), units=(1, 2, 3, 5), least=1)
        limits = statistics.counts(totals, self._lengths())
        width, bars = charts.bar_width(len(self.steps)), []
        for x, each in zip(self.places, counts, strict=True):
            below = 0
            for (_, _, look), count in zip(LOOKS, each, strict=True):
                y, base = charts.height(below + count, top), charts.height(below, top)
                bars += (
                    [Bar(round(x - width / 2, 1), y, width, round(max(base - y - 1, 0.5), 1), look)] if count else []
                )
                below += count
        severe, before = (int(each.get("incidents_sev1") or 0) for each in (self.facts.whole, self.facts.before))
        return Chart(
            key="severity",
            title="Incidents by severity",
            sentence=f"{sum(totals):,} incidents, {severe:,} of them SEV1.",
            takeaway=f"{severe:,} SEV1; {before:,} in the time before. {self._finding(limits, [*map(float, totals)])}",
            end=f"By {self.each} started",
            levels=charts.levels(top, step, lambda value: f"{value:g}"),
            ticks=charts.ticks(self.short),
            bars=bars,
            legend=[(look, label) for _, label, look in LOOKS],
            note=f"Ordinary range of their number: {limits.formula}." if limits else "",
            heads=[label for _, label, _ in LOOKS] + ["All"],
            table=[
                (
                    name,
                    [
                        *((f"{n:,}", self._href(key, at)) for (key, *_), n in zip(LOOKS, each, strict=True)),
                        (f"{sum(each):,}", self._href("incidents", at)),
                    ],
                )
                for at, name, each in zip(self.steps, self.names, counts, strict=True)
            ],
        )

    def _lengths(self) -> list[int]:
        return [
            (end - begin).days for begin, end in zip(self.scope.period.steps, self.scope.period.ends(), strict=True)
        ]

    def _each(self, readings: list[Reading]) -> list[tuple[int, str, Reading]]:
        return list(zip(self.steps, self.names, readings, strict=True))

    def _row(self, measure: Measure, step: int, reading: Reading, *, p90: bool = True) -> list[tuple[str, str]]:
        """Texts and addresses of one line of the table."""
        middle = said(measure, reading.value) if reading.value is not None else "Cannot conclude"
        ninth = [(in_words(measure.unit, reading.p90) if reading.p90 is not None else "–", "")] if p90 else []
        return [(middle, ""), *ninth, (f"{reading.n:,}", self._href(measure.rows, step))]

    def _finding(self, limits: Limits | None, values: list[float | None]) -> str:
        if limits is None:
            known = sum(value is not None for value in values)
            if not known:
                return f"No {self.each} has {statistics.LEAST} values. A longer time may; the data is below."
            return f"{known} {self.each}{'' if known == 1 else 's'} with numbers: too few to say what is ordinary."
        outside = limits.outside(values)
        if not outside:
            return f"No {self.each} lies outside the ordinary range."
        names = [self.names[at] for at in outside]
        if len(names) > 3:
            return f"{len(names)} {self.each}s lie outside the ordinary range."
        return f"Outside the ordinary range: {', '.join(names)}."

    def _spoken(self, title: str, readings: list[Reading], measure: Measure) -> str:
        known = [(name, r.value) for name, r in zip(self.names, readings, strict=True) if r.value is not None]
        if not known:
            return f"{title}: no {self.each} has enough values."
        (first, a), (last, b) = known[0], known[-1]
        return f"{title}: {said(measure, a)} in {first}, {said(measure, b)} in {last}."

    def _marked(
        self, points: list[tuple[float, float] | None], values: list[float | None], measure: Measure
    ) -> list[tuple[float, float, str, str]]:
        """The first and the last value stand in the picture."""
        known = [at for at, value in enumerate(values) if value is not None]
        found = []
        for at in dict.fromkeys([*known[:1], *known[-1:]]):
            point, value = points[at], values[at]
            if point is not None and value is not None:
                anchor = "start" if at == known[0] else "end"
                found.append(
                    (
                        round(point[0] - 8 if at == known[0] else point[0] + 8, 1),
                        max(point[1] - 9, 8),
                        said(measure, value),
                        anchor,
                    )
                )
        return found
