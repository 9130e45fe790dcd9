"""Two processes on one document: each thread here has an event loop, and so a hub, of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from live import hub, store
from live.models import Document
from tests.cast import Cast
from tests.live.tab import Kept, Tab, play, session, sync, text, until

pytestmark = pytest.mark.django_db(transaction=True)


class Other:
    """The other process: `does` runs a story there."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    async def does(self, story: Callable[[], Awaitable[Any]]) -> Any:
        async def told() -> Any:
            return await story()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(told(), self.loop))


@contextmanager
def other_process() -> Iterator[Other]:
    started: Future[asyncio.AbstractEventLoop] = Future()
    stopped: list[asyncio.Event] = []

    async def run() -> None:
        stopped.append(asyncio.Event())
        started.set_result(asyncio.get_running_loop())
        await stopped[0].wait()

    thread = Thread(target=play, args=(run,))
    thread.start()
    other = Other(started.result())
    try:
        yield other
    finally:
        other.loop.call_soon_threadsafe(stopped[0].set)
        thread.join()


def terminate(which: str) -> None:
    """Cut off sessions of PostgreSQL."""
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
    with connection.cursor() as cursor:
        cursor.execute(ours + which)


async def listening() -> None:
    await hub.hub().bus.listening.wait()


def test_it_carries_text_and_cursors_across(cast: Cast, document: Document) -> None:
    async def story() -> None:
        alice = await Tab(document, keys[0]).join()
        await listening()
        await other.does(listening)
        alice.shows(at="summary")
        bob = await other.does(lambda: Tab(document, keys[1]).join())
        # Who was there before the room opened in the other process is introduced.
        await until(lambda: alice.client in bob.people)
        await alice.writes("summary", "Alice. ")
        await until(lambda: bob.text("summary") == "Begun.Alice. ")
        await other.does(lambda: bob.writes("summary", "Bob. " * 2000))
        await until(lambda: alice.text("summary") == bob.text("summary"))
        await other.does(bob.leave)
        await alice.leave()
        assert await sync(text, document) == "Begun.Alice. " + "Bob. " * 2000

    keys = [session(cast.alice), session(cast.bob)]
    with other_process() as other:
        play(story)


def test_two_people_type_at_once_in_two_processes(cast: Cast, document: Document, kept: Kept) -> None:
    async def types(tab: Tab, letter: str) -> None:
        for n in range(150):
            tab.send_update(tab.inserts("summary", len(tab.text("summary")) // 2, f"{letter}{n} "))
            await asyncio.sleep(0)
        await tab.settled()

    async def story() -> None:
        alice = await Tab(document, keys[0]).join()
        bob = await other.does(lambda: Tab(document, keys[1]).join())
        await asyncio.gather(types(alice, "a"), other.does(lambda: types(bob, "b")))
        stored = await sync(text, document)
        await until(lambda: alice.text("summary") == bob.text("summary") == stored)
        assert alice.saved == bob.saved == 150
        # Within a second or so of the last key, without anybody asking.
        await until(lambda: kept.texts.get("summary") == stored)

    keys = [session(cast.alice), session(cast.bob)]
    with other_process() as other:
        play(story)
    numbers = [seq for seq, _ in store.tail(document.pk)]
    assert numbers == list(range(numbers[0], 302))


def test_it_folds_what_grew_long(cast: Cast, document: Document) -> None:
    async def story() -> None:
        tab = await Tab(document, key).join()
        for n in range(140):
            await tab.writes("summary", f"{n} ")
        await tab.leave()
        async with asyncio.timeout(5):
            while len(await sync(store.tail, document.pk)) >= 100:
                await asyncio.sleep(0.02)

    key = session(cast.alice)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(hub, "COMPACT_ROWS", 100)
        play(story)
    assert text(document).endswith("139 ")


def test_it_repairs_what_it_did_not_hear(cast: Cast, document: Document) -> None:
    """The listener is cut off, as by a restart of the database; what happened meanwhile is read when it is back."""

    def cut_off() -> None:
        terminate("query LIKE 'LISTEN%'")
        store.write(document.pk, "summary", "Written unheard. ")

    async def story() -> None:
        tab = await Tab(document, key).join()
        await listening()
        await sync(cut_off)
        await until(lambda: tab.text("summary") == "Written unheard. ")
        assert tab.closed is None

    key = session(cast.alice)
    play(story)


def test_it_comes_back_after_the_database_went_away(cast: Cast, document: Document) -> None:
    async def story() -> None:
        tab = await Tab(document, key).join()
        await tab.writes("summary", "Saved. ")
        await asyncio.to_thread(killed)
        tab.write("summary", "Unsaved. ")
        await until(lambda: tab.closed == 1013 or tab.saved == 2)
        again = await Tab(document, key).join()
        if again.closed is not None:
            again = await Tab(document, key).join()
        again.doc.apply_update(tab.doc.get_update())
        again.send_update(tab.doc.get_update())
        await again.settled()
        assert await sync(text, document) == "Begun.Saved. Unsaved. "

    def killed() -> None:
        try:
            terminate("pid <> pg_backend_pid()")
        finally:
            connection.close()

    key = session(cast.alice)
    connection.close()
    play(story)
