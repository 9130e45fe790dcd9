"""Who may join, follow and write, and how soon a change is told."""

import asyncio
import time
from functools import partial
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import override_settings

from live import bus, hub, rights, store
from live.models import Document, Update
from tests.cast import Cast
from tests.live.tab import Gate, Tab, play, session, sync, text, until

pytestmark = pytest.mark.django_db(transaction=True)


def closed(tab: Tab) -> bool:
    return tab.closed == 4403


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://evil.example", "https://localhost:8000", "http://localhost:9000", "http://localhost",
     "http://localhost.evil.example:8000", "http://localhost:8000.evil.example", "http://localhost:8000@evil.example",
     "http://localhost:8000/page", "http://localhost:port"],
)  # fmt: skip
def test_it_answers_no_foreign_page(cast: Cast, document: Document, origin: str) -> None:
    async def story() -> None:
        tab = await Tab(document, key, origin=origin).open()
        assert not tab.accepted

    key = session(cast.alice)
    play(story)


def test_it_answers_under_no_name_but_its_own(cast: Cast, document: Document) -> None:
    async def story() -> None:
        tab = Tab(document, key, origin="http://evil.example:8000")
        tab.headers[0] = (b"host", b"evil.example:8000")
        await tab.open()
        assert not tab.accepted
        proxied = Tab(document, key, origin="http://debrief.example")
        proxied.headers[0] = (b"host", b"inner:9000")
        with override_settings(BASE_URL="http://debrief.example", ALLOWED_HOSTS=["inner"]):
            await proxied.join()
        assert proxied.accepted
        await proxied.leave()

    key = session(cast.alice)
    play(story)


def test_it_lets_nobody_in_without_session_or_access(cast: Cast, document: Document, gate: Gate) -> None:
    async def story() -> None:
        for key in keys:
            tab = await Tab(document, key).open()
            await until(partial(closed, tab))
            assert tab.accepted
        nowhere = await Tab(Document(pk=404), keys[-1]).open()
        await until(lambda: nowhere.closed == 4403)

    gate.closed.add(cast.mallory.pk)
    keys = ["", "made-up", session(cast.mallory)]
    play(story)


def test_it_lets_viewers_follow(cast: Cast, document: Document, gate: Gate) -> None:
    async def story() -> None:
        writer, reader = await Tab(document, keys[0]).join(), await Tab(document, keys[1]).join()
        assert reader.denied == ["viewer"]
        await writer.writes("summary", " More.")
        await until(lambda: reader.text("summary") == "Begun. More.")
        reader.write("summary", " Mine.")
        await until(lambda: len(reader.denied) == 2)
        reader.shows(at="summary")
        await until(lambda: reader.client in writer.people)
        assert await sync(text, document) == "Begun. More."

    gate.readers.add(cast.carol.pk)
    keys = [session(cast.alice), session(cast.carol)]
    play(story)


def soon(started: float) -> None:
    assert time.monotonic() - started < 1


def test_it_tells_of_rights_withdrawn_and_given(cast: Cast, document: Document, gate: Gate) -> None:
    async def story() -> None:
        await hub.hub().bus.listening.wait()
        tab, other = await Tab(document, keys[0]).join(), await Tab(document, keys[1]).join()
        started = time.monotonic()
        gate.readers.add(cast.alice.pk)
        await sync(rights.changed, document.pk)
        await until(lambda: tab.denied == ["viewer"])
        soon(started)
        tab.write("summary", " Not any more.")
        await until(lambda: len(tab.denied) == 2)
        gate.readers.clear()
        await sync(rights.changed)
        await until(lambda: tab.closed == 4205)
        gate.closed.add(cast.bob.pk)
        await sync(rights.changed, user_id=cast.bob.pk)
        await until(lambda: other.closed == 4403)
        assert await sync(text, document) == "Begun."

    keys = [session(cast.alice), session(cast.bob)]
    play(story)


@pytest.mark.parametrize("end", ["sign-out", "deactivation", "password"])
def test_it_closes_when_the_person_is_gone(cast: Cast, document: Document, end: str) -> None:
    def gone() -> None:
        if end == "sign-out":
            Session.objects.filter(session_key=key).delete()
        elif end == "deactivation":
            cast.alice.is_active = False
            cast.alice.save()
        else:
            cast.alice.set_password("another-correct-horse")
            cast.alice.save()
        rights.changed(user_id=cast.alice.pk)

    async def story() -> None:
        tab, other = await Tab(document, key).join(), await Tab(document, other_key).join()
        await hub.hub().bus.listening.wait()
        started = time.monotonic()
        await sync(gone)
        await until(lambda: tab.closed == 4403)
        soon(started)
        assert other.closed is None

    key, other_key = session(cast.alice), session(cast.bob)
    play(story)


def test_it_notices_what_changed_during_the_handshake(cast: Cast, document: Document, gate: Gate) -> None:
    async def story() -> None:
        own = hub.hub()
        ask = own.ask

        async def slow(function: Any, *args: Any, **kwargs: Any) -> Any:
            answer = await ask(function, *args, **kwargs)
            gate.closed.add(cast.alice.pk)
            own.rights_changed(0, 0)
            return answer

        own.ask = slow  # type: ignore[method-assign]
        opening = asyncio.create_task(Tab(document, key).open())
        tab = await opening
        await until(lambda: tab.closed == 4403)

    key = session(cast.alice)
    play(story)


def test_it_locks_under_the_typists_fingers(cast: Cast, document: Document) -> None:
    async def story() -> None:
        tab = await Tab(document, key).join()
        await tab.writes("summary", " Last words.")
        await sync(store.lock, document.pk)
        tab.write("summary", " Too late.")
        await until(lambda: "locked" in tab.denied)
        assert tab.saved == 1
        late = await Tab(document, key).join()
        assert late.denied == ["locked"]
        await sync(store.unlock, document.pk)
        await until(lambda: late.closed == 4205)

    key = session(cast.alice)
    play(story)
    assert text(document) == "Begun. Last words."
    assert Update.objects.count() == 2


def test_it_tells_of_what_changed_beside_the_text(cast: Cast, document: Document) -> None:
    async def story() -> None:
        tab = await Tab(document, key).join()
        await hub.hub().bus.listening.wait()
        await sync(bus.announce, document.pk, "timeline", "bob")
        await until(lambda: tab.told == [{"what": "timeline", "by": "bob"}])

    key = session(cast.alice)
    play(story)
    with pytest.raises(ValueError, match="weather"):
        bus.announce(document.pk, "weather", "bob")
