"""What was promised, what was measured, and how that compares with a view that does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.editing import promised
from bench.promise import Promise, most

Result = dict[str, Any]
BEGIN, END = "<!-- measured: written by bench/run --write -->", "<!-- end -->"
MOST_MS, MOST_QUERIES, MOST_GROWTH = 50, 12, 1.5
# Below this a ratio of two times says nothing about growth.
NOISE_MS = 1.5


def report(results: list[Result], readme: Path | None) -> int:
    """Prints the tables; 1 when a promise is broken."""
    found = {result["scale"]: result for result in results}
    whole, tenth = found.get(1.0, {}), found.get(0.1, {})
    promises = [*_promises(whole), *_grown(whole, tenth), *promised.promises(tenth)]
    text = "\n".join([*_table(promises), "", *_pages(whole, tenth)])
    print(text)
    if readme is not None:
        before, rest = readme.read_text().split(BEGIN)
        readme.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")
    return 0 if all(promise.is_kept for promise in promises) else 1


def _promises(whole: Result) -> Iterator[Promise]:
    if pages := whole.get("pages"):
        slowest = max(pages["pages"].items(), key=lambda item: item[1]["clock"])
        many = max(pages["pages"].items(), key=lambda item: item[1]["queries"])
        yield most("Server time of every page", MOST_MS, slowest[1]["clock"], "ms", slowest[0])
        yield most("Queries of every page", MOST_QUERIES, many[1]["queries"], "", many[0])
        if broken := pages["broken"]:
            yield Promise("Pages that answer", "all", f"{len(broken)} do not", False, "; ".join(broken))
        yield most("Memory of the web process", 250, pages["web_megabytes"], "MB", "PSS, after all these pages")
    if ladder := whole.get("ladder"):
        yield most("Tick of the ladder", 1, ladder["seconds"], "s", f"{ladder['opened']:,} rungs opened")
    if reading := whole.get("reading"):
        rate = reading["read"] / reading["cpu"]["web"]
        database = reading["cpu"]["postgres"] / reading["read"] * 1_000
        said = f"PostgreSQL spends {database:.1f} ms on each besides"
        yield Promise("Reading view, pages per CPU second", "≥ 325", f"{rate:,.0f}", rate >= 325, said)
        yield most("Text visible, cold", 180, reading["paint"]["cold"], "ms", "Chromium, empty cache")
        yield most("Text visible, warm", 60, reading["paint"]["warm"], "ms", "Chromium, second visit")
    if review := whole.get("review"):
        for view in ("read", "sent", "document"):
            said = f"20 sections, 10,000 words, {review['comments']} comments"
            yield most(f"Review page, {view}", 100, review[view]["clock"], "ms", said)
    if insights := whole.get("insights"):
        for name, promised in (("cold", 150), ("warm", 30)):
            given = insights[name]
            said = f"p50 {given['p50']:.0f} ms; {insights['pages']} choices of period and filter; {_further(given)}"
            yield most(f"Insights, {name}, p95", promised, given["p95"], "ms", said)
    if search := whole.get("search"):
        bare = search["bare"]["p50"]
        for name, p50, p95 in (
            ("found", 18, 40),
            ("shown", 18, 40),
            ("region", 18, 40),
            ("page", 18, 40),
            ("typing", 40, 40),
            ("following", 40, 40),
        ):
            given = search[name]
            for share, promised in (("p50", p50), ("p95", p95)):
                said = f"{given[share] / bare:.0f} bare queries; {_further(given, share)}"
                yield most(f"Search, {name}, {share}", promised, given[share], "ms", said)
    if likeness := whole.get("likeness"):
        for name in ("drafted", "declared", "promised", "page"):
            given = likeness[name]
            said = f"median {given['p50']:.0f} ms; {_further(given)}"
            yield most(f"Likeness, {name}, p95", 50, given["p95"], "ms", said)
    if memory := whole.get("memory"):
        parts = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in memory.items())
        yield most("Memory of everything, idle", 500, sum(memory.values()), "MB", f"PSS: {parts}")


def _further(given: Result, share: str = "p95") -> str:
    """What `bench/rounds.py` keeps beside the quietest answers."""
    return f"{given[f'cpu_{share}']:.0f} ms of processors; {given[f'every_{share}']:.0f} ms with every answer counted"


def _grown(whole: Result, tenth: Result) -> Iterator[Promise]:
    if not ("pages" in whole and "pages" in tenth):
        return
    grown = {
        name: growth
        for name, page in whole["pages"]["pages"].items()
        if (growth := _growth(page, tenth["pages"]["pages"].get(name))) is not None
    }
    if grown:
        worst = max(grown, key=lambda name: grown[name])
        yield most("Ten times the data, times the time", MOST_GROWTH, grown[worst], "", worst)


def _growth(page: Result, before: Result | None) -> float | None:
    if before is None:
        return None
    return max(page["clock"], NOISE_MS) / max(before["clock"], NOISE_MS)


def _table(promises: list[Promise]) -> Iterator[str]:
    yield "| Promise | Target | Measured | |"
    yield "| --- | --- | --- | --- |"
    for each in promises:
        yield f"| {each.what} | {each.target} | {'' if each.is_kept else '**missed** '}{each.measured} | {each.note} |"


def _pages(whole: Result, tenth: Result) -> Iterator[str]:
    if "pages" not in whole:
        return
    bare = whole.get("bare", {}).get("bare", {}).get("clock")
    yield "| Page | ms | × bare | Web CPU ms | PostgreSQL CPU ms | Queries | KB | × a tenth |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for name, title in (("bare", "Bare view"), ("signed-in", "Bare view, signed in")):
        if timing := whole.get("bare", {}).get(name):
            yield _row(title, timing, bare, None)
    for name, page in whole["pages"]["pages"].items():
        yield _row(name, page, bare, _growth(page, tenth.get("pages", {}).get("pages", {}).get(name)))


def _row(name: str, timing: Result, bare: float | None, growth: float | None) -> str:
    ratio = f"{timing['clock'] / bare:.1f}" if bare else ""
    return (
        f"| {name} | {timing['clock']:.1f} | {ratio} | {timing['web_cpu']:.1f} | {timing['database_cpu']:.1f} "
        f"| {timing.get('queries', '')} | {timing['kilobytes']:.0f} | {f'{growth:.2f}' if growth else ''} |"
    )
