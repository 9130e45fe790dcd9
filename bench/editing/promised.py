"""What was promised of live editing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.promise import Promise, most

Result = dict[str, Any]
# What an allocator keeps for itself from one round to the next is no growth.
NOISE_MEGABYTES = 2


def promises(result: Result) -> Iterator[Promise]:
    """From the results of one database."""
    if live := result.get("live"):
        load = f"the machine's load was {live['load']:.1f}"
        yield from _keystrokes(live["keystroke"], load)
        yield from _opening(live["opening"])
        yield from _crowds(live["crowd-200"], live["crowd-500"])
        yield _documents(live["documents"])


def _keystrokes(found: Result, load: str) -> Iterator[Promise]:
    what = "A key to the other's screen, two processes, 50 KB"
    yield most(f"{what}: median", 7, found["median"], "ms", f"{found['keys']} keys, Chromium to Chromium; {load}")
    yield most(f"{what}: p95", 15, found["p95"], "ms", "")


def _opening(found: Result) -> Iterator[Promise]:
    what = "Draft of 50 KB and 20,000 updates"
    for name, target in (("warm", 230), ("cold", 550)):
        said = f"live, and can be typed in, after {found[name]['editor']:.0f} ms"
        if name == "cold":
            said += f"; {found['first']['plain']:.0f} and {found['first']['editor']:.0f} ms before its log was folded"
        yield most(f"{what}: text visible, {name}", target, found[name]["plain"], "ms", said)
    kilobytes, again = found["cold"]["kilobytes"], found["warm"]["kilobytes"]
    yield most(f"{what}: transferred", 350, kilobytes, "KB", f"empty cache; {again:.0f} KB with a full one")


def _crowds(middle: Result, large: Result) -> Iterator[Promise]:
    what = f"{large['editors']} editors on one process, 20 edits/s"
    said = f"median {large['median']:.1f} ms; web takes {large['web_cpu']:.0%} of a core"
    yield most(f"{what}: p95", 60, large["p95"], "ms", said)
    delivered, expected = large["delivered"], large["expected"]
    yield Promise(f"{what}: delivered", f"{expected:,}", f"{delivered:,}", delivered == expected)
    yield most("Memory per connection", 200, large["kilobytes"], "KB", f"PSS, {large['editors']} on one document")
    said = f"PostgreSQL {middle['database_cpu']:.0%}; p95 {middle['p95']:.1f} ms"
    what = f"{middle['editors']} editors: share of a core"
    yield most(what, 25, middle["web_cpu"] * 100, "%", said)


def _documents(found: Result) -> Promise:
    full, closed = found["rounds"][-1][0], [megabytes for _, megabytes in found["rounds"]]
    # The first round fills what is kept for good: caches, pools.
    growth = closed[-1] - closed[1]
    said = (
        f"{full:.0f} MB with all of them open; " + ", ".join(f"{each:.1f}" for each in closed) + " MB after each round"
    )
    return most(f"{found['count']:,} documents opened and closed again: growth", NOISE_MEGABYTES, growth, "MB", said)
