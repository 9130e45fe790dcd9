"""Take the pictures of docs/screenshots/, of the demo, in a database of its own."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Take the pictures of the main pages (development only; bin/screenshots installs what this needs)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="Pages to take again; all of them by default.")
        parser.add_argument("--into", type=Path, default=settings.BASE_DIR / "docs" / "screenshots")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The pictures show the demo, which has known passwords: never in production.")
        try:
            from tests import chromium
        except ImportError:
            raise CommandError("This needs the project's checkout, with its tests.")
        browser = chromium.find()
        if browser is None:
            raise CommandError(chromium.MISSING)
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        # Production collects these files; here they are found where they are written.
        warnings.filterwarnings("ignore", message="No directory at")
        logging.getLogger("debrief.request").setLevel(logging.WARNING)
        self._take(browser, set(options["names"]), options["into"])

    def _take(self, browser: str, names: set[str], into: Path) -> None:
        from config.pictures import camera, house
        from config.pictures.pages import pictures

        self.stdout.write("Telling the demo (half a minute)")
        with house.demo():
            wanted = [picture for picture in pictures() if not names or picture.name in names]
            sessions = {picture.handle: house.cookie(picture.handle) for picture in wanted}
            into.mkdir(parents=True, exist_ok=True)
            with house.served() as address:
                camera.take(wanted, address=address, sessions=sessions, into=into, chromium=browser, step=self._taken)

    def _taken(self, path: Path) -> None:
        self.stdout.write(f"{path.name} ({path.stat().st_size // 1000} kB)")
