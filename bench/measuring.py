"""Measures one database, in a process of its own: python -m bench.measuring SCALE RESULT PART …"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import psutil

from kit.embedded import ensure_env

Result = dict[str, Any]
IDLE_SECONDS = 30


def main() -> None:
    scale, target, *parts = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    services = ensure_env()
    import django

    django.setup()
    _fill(float(scale))
    result: Result = {"scale": float(scale)}
    for part in parts:
        say(f"· {part}, with the history at {scale} …")
        started = time.monotonic()
        result[part] = PARTS[part]()
        # What was measured is kept when a later part fails.
        Path(target).write_text(json.dumps(result, indent=1))
        say(f"  done in {time.monotonic() - started:.0f} s")
    if services is not None:
        services.release()


def say(line: str) -> None:
    print(line, flush=True)


def _fill(scale: float) -> None:
    from django.core.management import call_command

    from accounts.models import User

    call_command("migrate", interactive=False, verbosity=0)
    if not User.objects.exists():
        call_command("fill", scale=scale)
    call_command("index_library")


def bare() -> Result:
    """The yardstick: a view that does nothing, without and with a person signed in."""
    from bench import browser, product, visiting
    from bench.pages import reader

    cookie, database = visiting.cookie_of(reader()), product.servers()["postgres"]
    with product.web("bench.bare") as process:
        web, visitor = product.family(process), visiting.Visitor(cookie)
        timings = {name: visitor.time([f"/{name}/"] * 24, web, database) for name in ("bare", "signed-in")}
        with browser.chrome() as chrome:
            paint = browser.paint(chrome, cookie, ["/bare/"])
    return {**{name: asdict(timing) for name, timing in timings.items()}, "paint": asdict(paint)}


def pages() -> Result:
    from django.core.cache import cache

    from bench import product, visiting
    from bench.pages import all_pages, queries, reader

    user = reader()
    cookie, found, broken = visiting.cookie_of(user), {}, []
    cache.clear()
    with product.web() as process:
        web, visitor = product.family(process), visiting.Visitor(cookie)
        for page in all_pages(user):
            try:
                timing = visitor.time(page.addresses, web, product.servers()["postgres"])
                asked = max(queries(user, address) for address in page.addresses[:3])
            except visiting.Unexpected as trouble:
                say(f"  {page.name:<26}{trouble}")
                broken.append(str(trouble))
                continue
            found[page.name] = asdict(timing) | {"queries": asked}
            spent = f"{timing.web_cpu:>7.1f} and {timing.database_cpu:>7.1f} ms of CPU"
            say(f"  {page.name:<26}{timing.clock:>8.1f} ms  {spent}  {asked:>3} queries")
        memory = product.megabytes(product.family(process))
    return {"pages": found, "broken": broken, "web_megabytes": memory}


def ladder() -> Result:
    from bench.following_through import tick

    seconds, opened = tick()
    return {"seconds": seconds, "opened": opened}


def reading() -> Result:
    """Pages per second of processor time, many readers at once; and when the text stands on the screen."""
    from bench import browser, product, visiting
    from bench.pages import published, reader

    user = reader()
    cookie, addresses = visiting.cookie_of(user), [f"/postmortems/{each}/" for each in published(user)]
    product.collect_static()
    with product.web("bench.built") as process:
        visitor = visiting.Visitor(cookie)
        for address in addresses:
            visitor.visit(address)
        visiting.crowd(cookie, addresses, people=4, visits=100)
        servers = product.servers()
        groups = {"web": product.family(process), **servers}
        before = {name: product.cpu_seconds(group) for name, group in groups.items()}
        started = time.monotonic()
        read = visiting.crowd(cookie, addresses, people=4, visits=250)
        took = time.monotonic() - started
        spent = {name: product.cpu_seconds(group) - before[name] for name, group in groups.items()}
        with browser.chrome() as chrome:
            paint = browser.paint(chrome, cookie, addresses)
    return {"read": read, "seconds": took, "cpu": spent, "paint": asdict(paint)}


def memory() -> Result:
    """The whole product, idle: after its first ticks, before anybody visits."""
    from bench import product

    with product.everything() as process:
        time.sleep(IDLE_SECONDS)
        found = {"supervisor": product.megabytes([process])}
        for child in process.children():
            found[_role(child.cmdline())] = product.megabytes(product.family(child))
        found |= {name: product.megabytes(group) for name, group in product.servers().items()}
    return found


def live() -> Result:
    """Live editing, on two web processes, and crowds on one."""
    from bench.editing import measure

    return measure.live(say)


def search() -> Result:
    """The library, asked by words that its texts have."""
    from bench import searching, visiting
    from bench.pages import reader

    with _built():
        return searching.times(visiting.Visitor(visiting.cookie_of(reader())), reader())


def insights() -> Result:
    from bench import counting, visiting
    from bench.pages import reader
    from insights import workflow

    workflow.sweep(10_000_000)
    with _built() as spent:
        return counting.times(visiting.Visitor(visiting.cookie_of(reader())), spent)


def likeness() -> Result:
    """Earlier incidents like one, earlier promises like a title."""
    from bench import likening, visiting
    from bench.pages import reader

    with _built() as spent:
        return likening.times(visiting.Visitor(visiting.cookie_of(reader())), spent)


@contextmanager
def _built() -> Iterator[Callable[[], float]]:
    """The web process with files as an image has them; what is given says how many milliseconds of processor time it,
    this process and the database have used so far."""
    from bench import product, rounds

    product.collect_static()
    with product.web("bench.built") as process:

        @cache
        def processes() -> list[psutil.Process]:
            # Asked for after the first answers, when all connections are there.
            return [*product.family(process), *product.servers()["postgres"]]

        yield lambda: rounds.of_processes(processes()) + rounds.own()


def review() -> Result:
    from bench import product, reviewing

    product.collect_static()
    return reviewing.times()


def _role(command: list[str]) -> str:
    return next((role for role in ("uvicorn", "worker", "beat") if role in command), command[0])


PARTS = {
    "bare": bare,
    "pages": pages,
    "ladder": ladder,
    "reading": reading,
    "memory": memory,
    "live": live,
    "search": search,
    "insights": insights,
    "likeness": likeness,
    "review": review,
}

if __name__ == "__main__":
    main()
