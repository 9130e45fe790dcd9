"""Cursors: who is where, and that nobody can say it for somebody else."""

import pytest

from live import hub, presence
from live.models import Document
from live.protocol import State
from tests.live.tab import Tab, play, until

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_shows_nobody_in_anothers_name(document: Document, keys: list[str]) -> None:
    async def story() -> None:
        alice, bob = await Tab(document, keys[0]).join(), await Tab(document, keys[1]).join()
        alice.shows(at="summary", user={"handle": "root"})
        await until(lambda: alice.client in bob.people)
        assert bob.people[alice.client] == {
            "cursor": None, "at": "summary", "user": {"handle": "alice", "name": "Alice", "hue": 7},
        }  # fmt: skip
        bob.shows(9, client=alice.client)
        bob.shows(1, at="impact")
        await until(lambda: bob.client in alice.people)
        assert alice.people[alice.client] is not None
        await alice.leave()
        await until(lambda: bob.people[alice.client] is None)

    play(story)


def test_it_shows_nobodys_cursor_for_a_client_that_another_writes_with(document: Document, keys: list[str]) -> None:
    async def story() -> None:
        alice, bob = await Tab(document, keys[0]).join(), await Tab(document, keys[1]).join()
        await alice.writes("summary", "Mine.")
        bob.shows(3, client=alice.client, at="impact")
        bob.shows(1, at="lessons")
        await until(lambda: bob.client in alice.people)
        assert alice.client not in bob.people
        alice.shows(1, at="summary")
        await until(lambda: (bob.people.get(alice.client) or {}).get("at") == "summary")

    play(story)


def test_it_tells_who_comes_later_of_everybody(document: Document, keys: list[str]) -> None:
    async def story() -> None:
        alice = await Tab(document, keys[0]).join()
        alice.shows(at="impact")
        await until(lambda: alice.client in alice.people)
        bob = await Tab(document, keys[1]).join()
        await until(lambda: alice.client in bob.people)

    play(story)


def test_it_shows_no_crowd_of_one_person(document: Document, keys: list[str]) -> None:
    async def story() -> None:
        alice, bob = await Tab(document, keys[0]).join(), await Tab(document, keys[1]).join()
        for client in range(1, 50):
            alice.shows(client=client, at="impact")
        bob.shows(at="summary")
        await until(lambda: bob.client in alice.people)
        assert len(bob.people) <= presence.CLIENTS_PER_CONNECTION + 1

    play(story)


def test_it_forgets_who_was_in_a_process_that_died(
    document: Document, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        alice = await Tab(document, keys[0]).join()
        room = hub.hub().rooms[document.pk]
        room.presence.show([State(77, 5, '{"user":{"handle":"ghost"}}')], None)
        await until(lambda: alice.people.get(77))
        await hub.hub().look()
        assert 77 in room.presence.shown
        monkeypatch.setattr(presence, "FORGOTTEN_SECONDS", -1)
        await hub.hub().look()
        await until(lambda: alice.people[77] is None)

    play(story)
