import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from django.core.cache import cache

from kit import markdown, markdown_pool
from kit.markdown import NOTICE, render

HOSTILE = "[" * 20_000


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    markdown._memory.clear()
    cache.clear()
    yield
    markdown_pool.close()


def workers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if _is_worker(child)]


def _is_worker(process: psutil.Process) -> bool:
    """A zombie counts: it shows no command line."""
    return process.status() == psutil.STATUS_ZOMBIE or "kit.markdown_worker" in process.cmdline()


def test_it_gives_up_on_a_hostile_text_and_shows_it_as_typed() -> None:
    render("warm")
    began = time.monotonic()
    html = render(HOSTILE)
    assert time.monotonic() - began < markdown_pool.WALL_SECONDS + 1
    assert NOTICE in html and HOSTILE in html
    began = time.monotonic()
    assert render(HOSTILE) == html
    assert time.monotonic() - began < 0.5


def test_it_escapes_what_it_shows_as_typed() -> None:
    assert "&lt;script&gt;" in render("<script>" + HOSTILE)


def test_it_refuses_what_no_page_can_hold() -> None:
    assert NOTICE in render("word " * 100_000)


def test_it_carries_on_after_a_hostile_text() -> None:
    render(HOSTILE)
    assert render("*fine*") == "<p><em>fine</em></p>"


def test_it_serves_many_threads() -> None:
    texts = [f"{'*' * (n % 3)}text {n}{'*' * (n % 3)}" for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        rendered = list(threads.map(render, texts))
    assert all(f"text {n}" in html and NOTICE not in html for n, html in enumerate(rendered))
    # Zombies of other children of this process are not ours to count.
    alive = [worker for worker in workers() if worker.status() != psutil.STATUS_ZOMBIE]
    assert len(alive) <= markdown_pool.SIZE


def test_it_replaces_a_worker_that_was_killed() -> None:
    render("one")
    for worker in workers():
        worker.kill()
        worker.wait()
    assert render("two") == "<p>two</p>"


def test_it_does_not_blame_the_text_for_a_worker_killed_meanwhile() -> None:
    render("warm")
    (worker,) = workers()
    worker.send_signal(signal.SIGSTOP)
    killer = threading.Timer(0.2, worker.kill)
    killer.start()
    assert NOTICE in render("*innocent*")
    killer.join()
    assert render("*innocent*") == "<p><em>innocent</em></p>"


def test_it_leaves_no_zombie() -> None:
    for n in range(3):
        render(HOSTILE + str(n))
    assert [worker.status() for worker in workers() if worker.status() == psutil.STATUS_ZOMBIE] == []


def test_it_keeps_a_fork_apart_from_its_parent() -> None:
    render("before")
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        os._exit(0 if render("*child*") == "<p><em>child</em></p>" else 1)
    assert render("*parent*") == "<p><em>parent</em></p>"
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_it_keeps_a_worker_though_its_parent_is_large() -> None:
    ballast = bytearray(os.urandom(2**20)) * 200
    render("one")
    before = workers()
    render("two")
    assert workers() == before
    assert len(ballast) == 200 * 2**20


def test_it_tells_the_worker_no_secret() -> None:
    render("warm")
    (worker,) = workers()
    assert set(worker.environ()) <= {*markdown_pool.PASSED_ON, "PYTHONPATH", "PYTHONUTF8"}


def test_it_takes_a_long_write_up_in_its_stride() -> None:
    text = (
        "## Cause\n\n" + "The pool *was* full, see `max_connections` and https://example.org/graph for more.\n\n" * 240
    )
    render("warm")
    began = time.process_time()
    html = render(text)
    assert time.process_time() - began < 0.05  # the work is done elsewhere
    assert html.count("<p>") == 240


def test_it_ends_its_workers_when_told() -> None:
    render("warm")
    markdown_pool.close()
    assert workers() == []
