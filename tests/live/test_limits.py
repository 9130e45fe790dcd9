"""What one browser, one person and one document may take; nobody else is disturbed by who takes more."""

import asyncio
from typing import Any

import pytest
from django.db import connection, transaction

from live import hub, limits, protocol
from live.models import Document, Update, Writer
from tests.cast import Cast
from tests.live.tab import Tab, play, sync, text, until
from tests.live.typist import Typist

pytestmark = pytest.mark.django_db(transaction=True)


async def pair(document: Document, keys: list[str]) -> tuple[Tab, Tab]:
    return await Tab(document, keys[0]).join(), await Tab(document, keys[1]).join()


async def undisturbed(other: Tab, document: Document) -> None:
    """The other tab still is connected, writes, and reads what is stored."""
    await other.writes("impact", "Undisturbed. ")
    assert other.closed is None
    assert await sync(text, document, "impact") == other.text("impact")
    assert await sync(text, document) == other.text("summary")


def closes(document: Document, keys: list[str], code: int, send: Any) -> None:
    """What `send(tab)` sends closes the tab with `code`, stores nothing and disturbs nobody."""

    async def story() -> None:
        tab, other = await pair(document, keys)
        before = await sync(Update.objects.count)
        send(tab)
        await until(lambda: tab.closed == code)
        assert await sync(Update.objects.count) == before
        await undisturbed(other, document)

    play(story)


@pytest.mark.parametrize(
    "frame", [b"", b"\x09", b"\x00\x05\x00", b"\x01\x01\x05", b"\x00\x02\x04\xff\xff\x01\x02", b"\x00\x00\x01\xff"]
)
def test_it_closes_on_garbage(document: Document, keys: list[str], frame: bytes) -> None:
    if frame:
        closes(document, keys, 1007, lambda tab: tab.send(frame))
    else:
        closes(document, keys, 1007, lambda tab: tab.inbox.put_nowait({"type": "websocket.receive", "text": "hello"}))


def test_it_takes_no_section_that_does_not_exist(document: Document, keys: list[str]) -> None:
    closes(document, keys, 1007, lambda tab: tab.write("junk", "Mine."))


def test_it_takes_no_larger_frame(document: Document, keys: list[str]) -> None:
    closes(document, keys, 1009, lambda tab: tab.send(b"\0" * (limits.FRAME_BYTES + 1)))


def test_it_takes_no_longer_section(document: Document, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("live.room.SECTION_CHARACTERS", 1000)
    monkeypatch.setattr(limits, "SECTION_CHARACTERS", 1000)

    def send(tab: Tab) -> None:
        tab.write("summary", "x" * 1000)

    closes(document, keys, 1009, send)
    assert text(document) == "Begun."


def test_it_measures_before_it_says_a_section_is_too_long(
    document: Document, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        tab = await Tab(document, keys[0]).join()
        for section in ("summary", "impact", "lessons"):
            await tab.writes(section, "x" * 600)
        for _ in range(5):
            tab.send_update(tab.rewrites("summary", "short"))
            await tab.writes("summary", "y" * 900)
        assert tab.closed is None

    monkeypatch.setattr("live.room.SECTION_CHARACTERS", 1000)
    monkeypatch.setattr(limits, "SECTION_CHARACTERS", 1000)
    play(story)
    assert text(document) == "short" + "y" * 900


def test_it_folds_before_it_says_that_a_document_is_full(
    document: Document, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        tab, other = await pair(document, keys)
        for _ in range(12):
            tab.send_update(tab.rewrites("summary", "x" * 400))
            await tab.settled()
            tab.send_update(tab.rewrites("summary", ""))
            await tab.settled()
        assert tab.closed is None
        other.write("summary", "y" * 2000)
        await until(lambda: other.closed == 1009)
        await undisturbed(tab, document)

    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 2000)
    play(story)


def test_it_takes_only_so_many_frames(document: Document, keys: list[str]) -> None:
    def flood(tab: Tab) -> None:
        for clock in range(limits.FRAMES_AT_ONCE + 50):
            tab.shows(clock + 1, at="summary")

    closes(document, keys, 1013, flood)


def test_it_lets_a_person_open_only_so_many_tabs(
    document: Document, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        tabs = [await Tab(document, keys[0]).join() for _ in range(3)]
        more = await Tab(document, keys[0]).open()
        await until(lambda: more.closed == 1013)
        assert (await Tab(document, keys[1]).join()).synced
        await tabs[0].leave()
        assert (await Tab(document, keys[0]).join()).synced

    monkeypatch.setattr(limits, "CONNECTIONS", 3)
    play(story)


def test_it_sends_a_slow_browser_away(document: Document, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        slow, other = await pair(document, keys)
        slow.takes.clear()
        for _ in range(30):
            await other.writes("impact", "Some more words that are not read. ")
        assert not [
            connection for room in hub.hub().rooms.values() for connection in room.connections if connection.queue
        ]
        slow.takes.set()
        await until(lambda: slow.closed == 1013)

    monkeypatch.setattr(limits, "QUEUE_BYTES", 500)
    play(story)


def test_it_lets_nobody_write_as_another(document: Document, keys: list[str]) -> None:
    async def story() -> None:
        alice, bob = await pair(document, keys)
        await alice.writes("summary", " Alice.")
        await until(lambda: bob.text("summary") == "Begun. Alice.")
        forger = Typist(alice.client)
        forger.doc.apply_update(alice.doc.get_update())
        bob.send_update(forger.types("summary", " Forged."))
        await until(lambda: bob.closed == 1007)
        await undisturbed(alice, document)

    play(story)


def test_it_reserves_an_id_from_the_first_cursor_on(document: Document, keys: list[str], cast: Cast) -> None:
    async def story() -> None:
        alice, bob = await pair(document, keys)
        alice.shows(at="summary")
        await until(lambda: alice.client in bob.people)
        bob.send_update(Typist(alice.client).types("summary", " Forged."))
        await until(lambda: bob.closed == 1007)
        await undisturbed(alice, document)

    play(story)
    assert set(Writer.objects.values_list("user", flat=True)) == {cast.alice.pk}


def test_it_lets_a_person_send_what_a_lost_tab_left(document: Document, keys: list[str]) -> None:
    async def story() -> None:
        lost = await Tab(document, keys[0]).join()
        await lost.writes("summary", " Sent.")
        unsent = lost.types("summary", " Unsent.")
        found = await Tab(document, keys[0]).join()
        found.send_update(unsent)
        await found.settled()
        assert await sync(text, document) == "Begun. Sent. Unsent."

    play(story)


def test_it_wants_a_browser_to_read_before_it_writes(document: Document, keys: list[str]) -> None:
    async def story() -> None:
        tab = await Tab(document, keys[0]).open()
        tab.write("summary", "Early.")
        await until(lambda: tab.closed == 1007)

    play(story)


def test_it_does_not_wait_for_ever_for_a_row(
    document: Document, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    released = asyncio.Event()

    def hold(loop: asyncio.AbstractEventLoop) -> None:
        with transaction.atomic():
            Document.objects.locked(document.pk)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
            asyncio.run_coroutine_threadsafe(released.wait(), loop).result()

    async def story() -> None:
        tab = await Tab(document, keys[0]).join()
        holding = asyncio.create_task(sync(hold, asyncio.get_running_loop()))
        await asyncio.sleep(0.1)
        tab.write("summary", " Later.")
        await until(lambda: tab.closed == 1013)
        released.set()
        await holding
        assert tab.saved == 0
        again = await Tab(document, keys[0]).join()
        again.send(protocol.sync(protocol.STEP2, tab.doc.get_update()))
        await until(lambda: again.saved == 1)
        assert await sync(text, document) == "Begun. Later."

    monkeypatch.setattr(limits, "LOCK_TIMEOUT_MS", 200)
    play(story)
