"""bin/dev: it comes up, it brings back what is killed, it goes when told, and it can be killed itself."""

import os
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.test import Client

from tests.cast import person
from tests.chaos.databases import database
from tests.chaos.installation import FIGURES
from tests.product import Product, alive, eventually

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("kills")]

START_SECONDS = 10


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(tmp_path_factory.mktemp("a product"))
    product.wait()
    yield product
    product.remove()


class Visitor(threading.Thread):
    """Somebody signed in who asks for the first page again and again, and counts what went wrong on the way.

    A connection refused is no request: nobody was there to take it.
    """

    def __init__(self, product: Product, cookie: str) -> None:
        super().__init__(daemon=True)
        self.request = urllib.request.Request(f"http://localhost:{product.port}/", headers={"Cookie": cookie})
        self.done = threading.Event()
        self.pages = self.failures = 0

    def run(self) -> None:
        while not self.done.wait(0.02):
            self.visit()

    def visit(self) -> bool:
        try:
            with urllib.request.urlopen(self.request, timeout=30) as response:
                self.pages += response.status == 200
            return True
        except OSError as error:
            refused = isinstance(getattr(error, "reason", None), ConnectionRefusedError)
            self.failures += not refused
            return False


@pytest.fixture
def visitor(product: Product, django_db_blocker: Any) -> Iterator[Visitor]:
    with database(product.services().postgres.url, django_db_blocker):
        user = person(f"visitor-{time.monotonic_ns()}"[:39])
        client = Client()
        client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    visitor = Visitor(product, f"{name}={client.cookies[name].value}")
    visitor.start()
    eventually(lambda: visitor.pages)
    yield visitor
    visitor.done.set()
    visitor.join()


def all_answer(visitor: Visitor) -> bool:
    """Sixteen at once: every thread of the web process, and so every connection it kept."""
    with ThreadPoolExecutor(16) as pool:
        return all(pool.map(lambda _: visitor.visit(), range(16)))


def test_it_says_where_it_is(product: Product) -> None:
    assert f"http://localhost:{product.port}/" in product.said.read_text()


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_it_brings_back_what_works_behind_the_pages(product: Product, visitor: Visitor, name: str) -> None:
    before = product.child(name)
    assert before is not None
    before.kill()
    eventually(lambda: (now := product.child(name)) and now.pid != before.pid, product.said)
    assert all_answer(visitor) and not visitor.failures


def test_it_brings_back_valkey_and_no_page_fails(product: Product, visitor: Visitor) -> None:
    pages = visitor.pages
    product.valkey().kill()
    eventually(lambda: product.services().valkey.up() and visitor.pages > pages, product.said)
    assert all_answer(visitor) and not visitor.failures


def test_it_brings_back_web_at_the_cost_of_the_request_in_flight(product: Product, visitor: Visitor) -> None:
    web = product.child("web")
    assert web is not None
    web.kill()
    pages = visitor.pages
    eventually(lambda: visitor.pages > pages + 5, product.said)
    assert all_answer(visitor) and visitor.failures <= 1


def test_it_brings_back_postgresql_at_the_cost_of_what_was_asked_meanwhile(product: Product, visitor: Visitor) -> None:
    assert all_answer(visitor)
    postmaster = psutil.Process(product.postmaster())
    visitor.done.set()
    for process in (postmaster, *postmaster.children(recursive=True)):
        process.kill()
    visitor.join()
    eventually(product.services().postgres.up, product.said)
    assert all_answer(visitor)  # every kept connection is dead by now: none of them may cost a request
    assert visitor.failures <= 1


def test_it_can_be_killed_itself_and_started_again_at_once(product: Product, visitor: Visitor) -> None:
    children, postmaster = family(product), product.postmaster()
    product.process.kill()
    product.process.wait()
    product.start()
    product.wait()
    assert product.postmaster() == postmaster
    assert all_answer(visitor)
    eventually(lambda: not any(map(alive, children)), product.said)


def test_it_stops_all_of_it_at_once_and_starts_again_quickly(product: Product) -> None:
    processes, services = family(product), product.services()
    servers = [psutil.Process(product.postmaster()), product.valkey()]
    assert lasts(product.interrupt) < START_SECONDS * crowding()
    assert product.process.returncode == 0
    assert not any(map(alive, (*processes, *servers)))
    assert not services.postgres.up() and not services.valkey.up()

    def start() -> None:
        product.start()
        product.wait()

    seconds = lasts(start)
    FIGURES["s for a second start"] = round(seconds, 1)
    assert seconds < START_SECONDS * crowding()


def family(product: Product) -> list[psutil.Process]:
    """Its processes without the servers, which outlive it when it is killed."""
    everybody = psutil.Process(product.process.pid).children(recursive=True)
    return [process for process in everybody if process != product.valkey()]


def lasts(happens: Callable[[], object]) -> float:
    began = time.monotonic()
    happens()
    return time.monotonic() - began


def crowding() -> float:
    """How many compete for a processor; 1 when this machine has nothing else to do."""
    return max(1, os.getloadavg()[0] / (os.cpu_count() or 1))
