"""When a reader sees the text: the paints that Chromium itself reports."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import window
from bench.product import HOST, PORT
from tests import chromium

RUNS = 9
# The first paint whose largest thing is text of the page itself; a bare page has no <main>.
WATCH = """
window.paints = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries())
    if (entry.element && entry.element.innerText && (!document.querySelector("main") || entry.element.closest("main")))
      window.paints.push(entry.startTime);
}).observe({type: "largest-contentful-paint", buffered: true});
"""
FOUND = "() => window.paints.length > 0"


@dataclass(frozen=True)
class Paint:
    """Milliseconds from the start of the navigation until the text stands there; medians."""

    cold: float
    warm: float


@contextmanager
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        yield browser
        browser.close()


def paint(browser: Browser, cookie: str, addresses: list[str]) -> Paint:
    """Cold: a profile that has never been here. Warm: the same profile a moment later, on another page of the kind."""
    cold, warm = [], []
    for run in range(RUNS + 1):
        first, second = addresses[run % len(addresses)], addresses[(run + 1) % len(addresses)]
        context = _profile(browser, cookie)
        page = context.new_page()
        window.settle()
        page.add_init_script(WATCH)
        cold.append(_visit(page, first))
        _visit(page, second)
        warm.append(_visit(page, first))
        context.close()
    # The first run starts the browser's own caches.
    return Paint(statistics.median(cold[1:]), statistics.median(warm[1:]))


def _profile(browser: Browser, cookie: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://{HOST}:{PORT}/"}])
    return context


def _visit(page: Page, address: str) -> float:
    page.goto(f"http://{HOST}:{PORT}{address}")
    page.wait_for_function(FOUND)
    found: Any = page.evaluate("() => window.paints[0]")
    return float(found)
