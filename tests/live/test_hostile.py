"""50,000 frames that were damaged on purpose, through the real receive path: no crash, nothing stored that is no text
of a section, and nobody else notices."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from random import Random

import pytest

from live import consumer, hub, limits, protocol, store, updates
from live.checking import trouble
from live.connection import Connection
from live.gate import Visitor
from live.models import Document
from live.protocol import State
from live.rights import Rights
from live.room import Room
from live.wire import uint
from tests.cast import Cast
from tests.live.tab import SECTIONS, Gate, Tab, play, session, sync
from tests.live.typist import Typist

pytestmark = pytest.mark.django_db(transaction=True)

FRAMES = int(os.environ.get("HOSTILE_FRAMES", "50000"))
ROUND = 250
CURSOR = '{"cursor":{"section":"summary","anchor":{"type":null,"tname":"summary","item":{"client":5,"clock":7},"assoc":0},"head":{"tname":"summary"}},"at":"summary"}'  # noqa: E501


class Attacker:
    """Somebody who may write, with a browser of their own making."""

    def __init__(self, room: Room, user_id: int, random: Random) -> None:
        self.room, self.random = room, random
        self.visitor = Visitor(user_id, Rights(True, SECTIONS, "mallory", "Mallory", 1), locked=False)
        self.codes: Counter[int] = Counter()
        self.connections: list[Connection] = []
        self.connect()

    def connect(self) -> None:
        self.connection = Connection(self._send, self.room.document_id, "", self.visitor)
        self.connection.joined = True
        self.connections.append(self.connection)
        self.room.connections.add(self.connection)

    async def _send(self, message: dict[str, object]) -> None:
        if message["type"] == "websocket.close":
            self.codes[int(str(message["code"]))] += 1

    async def send(self, frame: bytes) -> None:
        await consumer.hear(self.room, self.connection, frame)
        if not self.connection.open:
            self.room.leave(self.connection)
            self.connect()

    def frames(self, document: bytes, others: bytes) -> list[bytes]:
        """What an honest browser would say now, and what somebody else said."""
        typist, section = Typist(), self.random.choice(sorted(SECTIONS))
        if self.random.randrange(2):
            typist.doc.apply_update(document)
        said = [typist.types(section, "Words é🚑 "), typist.types(section, "漢字 more words\n")]
        said += [typist.rewrites(section, "Words more"), typist.doc.get_update(), others]
        presence = protocol.awareness([State(typist.client, 1, CURSOR), State(5, 2, "null")])
        frames = [protocol.sync(self.random.choice((1, 2)), update) for update in said]
        return [*frames, protocol.sync(0, typist.doc.get_state()), presence, b"".join([*frames[:2], presence])]


def damaged(frame: bytes, random: Random) -> bytes:
    data = bytearray(frame)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        at = random.randrange(len(data)) if data else 0
        kind = random.randrange(7)
        if kind == 0 and data:
            data[at] ^= 1 << random.randrange(8)
        elif kind == 1 and data:
            data[at] = random.choice((0, 1, 127, 128, 255, random.randrange(256)))
        elif kind == 2:
            del data[at:]
        elif kind == 3:
            del data[at : at + random.randrange(1, 9)]
        elif kind == 4:
            data[at:at] = bytes(random.randrange(256) for _ in range(random.randrange(1, 9)))
        elif kind == 5:
            data[at:at] = data[at : at + random.randrange(1, 40)]
        else:
            data[at : at + 1] = uint(random.choice((0, 1, 2**7, 2**14, 2**31, 2**32, 2**52, 2**53, 2**63)))
    return bytes(data)


async def settle(room: Room) -> None:
    while room.inbox or room.working is not None or room.reading is not None:
        await asyncio.sleep(0.001)


def test_it_survives_damaged_frames(cast: Cast, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(int(os.environ.get("HOSTILE_SEED", "20251110")))
    monkeypatch.setattr(limits, "FRAMES_AT_ONCE", FRAMES * 50)
    document, key = store.create({"summary": "Begun. "}), session(cast.alice)

    async def story() -> Counter[int]:
        honest = await Tab(document, key).join()
        room = hub.hub().rooms[document.pk]
        attacker = Attacker(room, cast.mallory.pk, random)
        for _ in range(FRAMES // ROUND):
            words = honest.types("impact", "Undisturbed. ")
            honest.send_update(words)
            await honest.settled()
            frames = attacker.frames(honest.doc.get_update(), words)
            for _ in range(ROUND):
                await attacker.send(damaged(random.choice(frames), random))
                if random.randrange(40) == 0:
                    await settle(room)
            await settle(room)
            await honest.settled()
            assert honest.closed is None
        await until_equal(honest, document)
        assert honest.saved == FRAMES // ROUND
        # Damaged words still are words: some frames must have come through.
        assert sum(connection.saved for connection in attacker.connections) > FRAMES // 500
        return attacker.codes

    codes = play(story)
    assert set(codes) == {1007}
    assert codes[1007] > FRAMES // 10
    check_log(document)


async def until_equal(tab: Tab, document: Document) -> None:
    stored = await sync(store.texts, document.pk)
    async with asyncio.timeout(5):
        while {section: tab.text(section) for section in stored} != stored:
            await asyncio.sleep(0.01)


def check_log(document: Document) -> None:
    assert trouble(document.pk) == ""
    assert set(store.texts(document.pk)) <= SECTIONS
    for _, data in store.tail(document.pk):
        sections = {piece.section for piece in updates.read(data).pieces}
        assert sections <= SECTIONS | {""}
