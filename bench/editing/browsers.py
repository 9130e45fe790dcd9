"""Chromium on both ends: when a key pressed in one stands in the other, and when a long draft stands on the screen."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import window
from bench.editing.drafts import Draft
from bench.product import HOST
from tests import chromium

KEYS, PAUSE_MS = 200, (80, 160)
RUNS = 7
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)
RAISED = "[data-raised]"
# A letter that the drafts do not have. Time of the key itself, and of the DOM that shows it.
PRESSED = """() => { window.pressed = []; addEventListener("keydown", event => {
  if (event.key === "Q") pressed.push(performance.timeOrigin + event.timeStamp); }, true); }"""
SHOWN = """section => { window.shown = [];
  const content = document.querySelector(`#section-${section} .cm-content`);
  const count = () => content.querySelector(".cm-line").textContent.split("Q").length - 1;
  const before = count();
  new MutationObserver(() => {
    const now = performance.timeOrigin + performance.now();
    while (shown.length < count() - before) shown.push(now);
  }).observe(content, {childList: true, characterData: true, subtree: true}); }"""
# The frame after the one in which a section's text stands in the page; plain fields come first.
WATCH = """
window.texts = {};
const look = () => {
  const plain = [...document.querySelectorAll("[data-plain] textarea")].some(field => field.value);
  const raised = [...document.querySelectorAll("[data-raised] .cm-line")].some(line => line.textContent);
  if (plain && !texts.plain) requestAnimationFrame(() => texts.plain ??= performance.now());
  if (raised) requestAnimationFrame(() => texts.editor = performance.now());
  else requestAnimationFrame(look);
};
look();
"""


@dataclass(frozen=True)
class Delay:
    """Milliseconds."""

    median: float
    p95: float
    keys: int


@dataclass(frozen=True)
class Opening:
    """Milliseconds from the start of the navigation until one can read, and until one can type; medians. Kilobytes."""

    plain: float
    editor: float
    kilobytes: float


@contextmanager
def chrome(count: int = 1) -> Iterator[list[Browser]]:
    with sync_playwright() as playwright:
        found = [playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS) for _ in range(count)]
        yield found
        for browser in found:
            browser.close()


def profile(browser: Browser, cookie: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": f"http://{HOST}/"}])
    return context


def keystrokes(ports: tuple[int, int], cookies: list[str], draft: Draft) -> Delay:
    """One person types at the start of a section, another looks at it, each before a process of their own."""
    rng = Random(3)
    with chrome(2) as browsers:
        writer, reader = (
            _editor(browser, cookie, port, draft)
            for browser, cookie, port in zip(browsers, cookies, ports, strict=False)
        )
        writer.evaluate(PRESSED)
        reader.locator(f"#section-{draft.section} .cm-line").first.scroll_into_view_if_needed()
        reader.evaluate(SHOWN, draft.section)
        writer.locator(f"#section-{draft.section} .cm-line").first.click()
        writer.keyboard.press("ControlOrMeta+Home")
        window.settle()
        for number in range(KEYS):
            writer.keyboard.press("Q")
            if number % 8 == 7:
                writer.keyboard.press("Space")
            writer.wait_for_timeout(rng.uniform(*PAUSE_MS))
        reader.wait_for_function(f"() => shown.length === {KEYS}")
        pressed, shown = writer.evaluate("pressed"), reader.evaluate("shown")
    taken = sorted(there - here for here, there in zip(pressed, shown, strict=True))
    return Delay(statistics.median(taken), taken[int(len(taken) * 0.95)], len(taken))


def _editor(browser: Browser, cookie: str, port: int, draft: Draft) -> Page:
    page = profile(browser, cookie).new_page()
    page.goto(f"http://{HOST}:{port}{draft.address}")
    page.wait_for_selector(RAISED)
    return page


def opening(port: int, cookie: str, draft: Draft) -> dict[str, Opening]:
    """The very first time, when the log is as it was typed; then with an empty cache, and again with a full one."""
    address = f"http://{HOST}:{port}{draft.address}"
    found: dict[str, list[Opening]] = {"first": [], "cold": [], "warm": []}
    with chrome() as [browser]:
        # What starts with the browser is no part of it.
        _visit(profile(browser, cookie), f"http://{HOST}:{port}/healthz", look=False)
        for run in range(RUNS + 1):
            context = profile(browser, cookie)
            found["cold" if run else "first"].append(_visit(context, address))
            if run:
                found["warm"].append(_visit(context, address))
            context.close()
    return {
        name: Opening(*(statistics.median(values) for values in zip(*map(_fields, runs), strict=True)))
        for name, runs in found.items()
    }


def _fields(opening: Opening) -> tuple[float, float, float]:
    return opening.plain, opening.editor, opening.kilobytes


def _visit(context: BrowserContext, address: str, *, look: bool = True) -> Opening:
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: list[float] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: sizes.append(_length(event["response"])))
    window.settle()
    page.add_init_script(WATCH)
    page.goto(address)
    if not look:
        page.close()
        return Opening(0, 0, 0)
    page.wait_for_function("() => texts.editor")
    texts: Any = page.evaluate("texts")
    page.close()
    return Opening(texts["plain"], texts["editor"], sum(sizes) / 1_000)


def _length(response: Any) -> float:
    """Binary frames are told in base64."""
    size = len(response["payloadData"])
    return size * 3 / 4 if response["opcode"] == 2 else size
