"""Chromium as it comes with the system; before it the real product, with a worker for tests that ask for one."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from live.models import Document
from tests import chromium

# Playwright's synchronous interface keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 30
# Shared machines are slow at times; a page that is right is right within this.
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)
# Answers the product means to give and the browser calls an error: refused, stale, something to correct.
# And a request that a newer one replaced: htmx says so of every one it ends itself.
MEANT = re.compile(r"(status of|Error Code) (403|404|409|410|422)\b|^htmx:(afterRequest|sendAbort), ")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = chromium.find()
    if executable is None:
        raise RuntimeError(chromium.MISSING)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": executable, "args": [*FLAGS, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    given = {"viewport": {"width": 1440, "height": 900}, "timezone_id": "UTC", "locale": "en-GB"}
    return {**browser_context_args, **given, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def child_environment(django_db_setup: None) -> dict[str, str]:
    """What makes another process work on the test database."""
    address = urlsplit(os.environ["DATABASE_URL"])
    name = quote(str(connection.settings_dict["NAME"]))
    return {**os.environ, "DATABASE_URL": urlunsplit(address._replace(path=f"/{name}")), "DEBRIEF_ENV": "test"}


@pytest.fixture(scope="session")
def base_url(child_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the product in a process of its own, for the whole run; `page.goto("/…")` begins there."""
    with serving(child_environment, tmp_path_factory.mktemp("stack") / "web.log") as url:
        yield url


@pytest.fixture(scope="session")
def other_url(
    base_url: str, child_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a second process on the same database."""
    with serving(child_environment, tmp_path_factory.mktemp("other") / "web.log") as url:
        yield url


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    command = ["uvicorn", "config.asgi:application", "--port", str(port), "--timeout-graceful-shutdown", "1"]
    with running(command, {**environment, "DEBRIEF_BASE_URL": url}, log) as process:
        wait_for(url, process, log)
        yield url


@pytest.fixture
def stack(base_url: str, transactional_db: None) -> Iterator[str]:
    """The product on an empty database (but for what every new one holds); its address.

    What the test writes, the product sees, and the other way round; afterwards all of it is gone.
    """
    cache.clear()
    yield base_url
    # Emptying the database and bringing plain texts in step want the same tables, each from its own end.
    deadline = time.monotonic() + START_SECONDS
    while Document.objects.filter(materialised__lt=F("head")).exists() and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.fixture
def worker(stack: str, child_environment: dict[str, str], tmp_path: Path) -> Iterator[None]:
    """A Celery worker on the same database, for tests of what happens later. Beat's ticks are left to the test."""
    from config.celery import app

    app.control.purge()
    command = ["celery", "-A", "config", "worker", "-P", "threads", "-c", "2", "--without-gossip", "--without-mingle"]
    log = tmp_path / "worker.log"
    with running(command, {**child_environment, "DEBRIEF_BASE_URL": stack}, log) as process:
        deadline = time.monotonic() + START_SECONDS
        while not app.control.ping(timeout=0.5):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()[-3000:]
        yield


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What browsers complained of: failing scripts, what the content policy forbids. None is left at the end."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], complaints: list[str]) -> Callable[..., BrowserContext]:
    """Every browser of a test, listened to."""

    def made(**kwargs: Any) -> BrowserContext:
        context = new_context(**kwargs)
        context.set_default_timeout(PATIENCE_MS)
        listen(context, complaints)
        return context

    return made


def listen(context: BrowserContext, complaints: list[str]) -> None:
    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not MEANT.search(message.text):
            complaints.append(f"{message.page and message.page.url}: {message.text}")

    context.on("console", heard)
    context.on("weberror", lambda error: complaints.append(str(error.error)))


@pytest.fixture
def enter(stack: str, page: Page) -> Callable[[Any], Page]:
    """Makes the page that of a signed-in person, past the sign-in form, which has tests of its own."""

    def signed_in(user: Any) -> Page:
        let_in(page.context, user, stack)
        return page

    return signed_in


@pytest.fixture
def visit(stack: str, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A browser of its own for this person; further arguments are the browser context's."""

    def opened(user: Any, **kwargs: Any) -> Page:
        context = new_context(**kwargs)
        let_in(context, user, stack)
        return context.new_page()

    return opened


def let_in(context: BrowserContext, user: Any, address: str) -> None:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.clear_cookies(name=name)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


class running:  # noqa: N801  (used as a statement: with running(…))
    """A process for as long as the block lasts, then stopped as an operator would, and killed if it will not."""

    def __init__(self, module: list[str], environment: dict[str, str], log: Path) -> None:
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *module], env=environment, stdout=output, stderr=output, start_new_session=True
            )

    def __enter__(self) -> "subprocess.Popen[bytes]":
        return self.process

    def __exit__(self, *error: object) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, number)
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                continue


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"The product does not start:\n{log.read_text()[-3000:]}")
