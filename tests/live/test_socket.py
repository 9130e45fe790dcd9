"""The socket: what is acknowledged is stored, everybody gets it, and who may not does not."""

import pytest

from live import hub, store
from live.models import Document, Update
from tests.cast import Cast
from tests.live.tab import Tab, play, session, sync, text, until

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_has_stored_what_it_acknowledges(cast: Cast, document: Document) -> None:
    async def story() -> None:
        alice, bob = Tab(document, keys[0]), Tab(document, keys[1])
        await alice.join()
        await bob.join()
        assert alice.text("summary") == "Begun."
        await alice.writes("summary", "Café 🚑")
        assert alice.saved == 1
        assert await sync(text, document) == "Begun.Café 🚑"
        await until(lambda: bob.text("summary") == "Begun.Café 🚑")
        await alice.leave()
        await bob.leave()
        assert not hub.hub().rooms

    keys = [session(cast.alice), session(cast.bob)]
    play(story)
    assert list(Update.objects.order_by("seq").values_list("author", flat=True)) == [None, cast.alice.pk]


def test_it_sends_what_code_of_ours_writes(cast: Cast, document: Document) -> None:
    async def story() -> None:
        tab = await Tab(document, key).join()
        await hub.hub().bus.listening.wait()
        await sync(store.write, document.pk, "summary", "Rewritten. ")
        await until(lambda: tab.text("summary") == "Rewritten. ")

    key = session(cast.alice)
    play(story)
