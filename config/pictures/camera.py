"""A real browser that takes each picture on a wide screen and on a phone, light and dark."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from django.conf import settings

from config.pictures.house import MOMENT
from config.pictures.pages import Picture
from config.pictures.png import small

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

SIZES = {1440: 900, 390: 844}
PHONE = 640
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What is longer is cut: the reading view of a long write-up is ten screens high.
HIGHEST = 2400


def take(
    pictures: list[Picture],
    *,
    address: str,
    sessions: Mapping[str, str],
    into: Path,
    chromium: str,
    step: Callable[[Path], None],
) -> None:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--force-color-profile=srgb", *flags])
        darkroom = browser.new_page()
        for picture in pictures:
            for width in SIZES:
                page = open_at(browser, picture, width, address, sessions[picture.handle])
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                    path = into / f"{picture.name}-{width}-{scheme}.png"
                    path.write_bytes(small(shot(page, picture), darkroom))
                    step(path)
                page.context.close()
        browser.close()


def open_at(browser: Browser, picture: Picture, width: int, address: str, session: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        has_touch=width < PHONE,
        is_mobile=width < PHONE,
        timezone_id="Europe/Berlin",
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page = context.new_page()
    page.clock.set_fixed_time(MOMENT)
    answer = page.goto(address + picture.path)
    if answer is None or not answer.ok:
        raise RuntimeError(f"{picture.name}: {picture.path} answers {answer and answer.status}")
    if picture.first is not None:
        picture.first(page)
    page.mouse.move(0, 0)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    return page


def shot(page: Page, picture: Picture) -> bytes:
    if not picture.whole:
        return page.screenshot(animations="disabled")
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    height = min(height, HIGHEST)
    if width < PHONE:
        # So that the tabs are where a thumb finds them: at the bottom.
        page.set_viewport_size({"width": width, "height": height})
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
    return page.screenshot(full_page=True, clip=clip, animations="disabled")
