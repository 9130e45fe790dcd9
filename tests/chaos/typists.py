"""People who type words into one live document over real sockets, and remember which of them they were told is saved.

They speak the editor's protocol as its provider does: what was not acknowledged stays in an outbox and is sent again
as one update after a new connection. What was acknowledged they never say again: that would hide its loss.
"""

import asyncio
import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pycrdt import Doc, Text, merge_updates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage

from live import crdt, protocol, updates
from live.protocol import State
from live.wire import Reader
from tests.product import PATIENCE_SECONDS

PAUSE_SECONDS = (0.02, 0.12)
AGAIN_SECONDS = (0.02, 0.15)
# As in the browser: so long without an answer to what was sent, and the line is taken for dead.
ANSWER_SECONDS = 8
COME_BACK = (1001, 1006, 1011, 1012, protocol.LATER)
TOGETHER = "what_happened"


@dataclass
class Draft:
    """A document, where its sockets are, and what its pages say as their origin."""

    document_id: int
    ports: Sequence[int]
    origin: str


class Typist:
    def __init__(self, name: str, cookie: str, draft: Draft, apart: str, seed: int) -> None:
        self.name = name
        self.cookie = cookie
        self.draft = draft
        self.apart = apart
        self.rng = random.Random(seed)
        self.doc: Doc[Text] = Doc()
        self.typed: dict[str, str] = {}
        # Words in the order of typing, with their updates; how many of them each message holds that is on its way.
        self.outbox: list[tuple[str, bytes]] = []
        self.flights: list[int] = []
        self.answered = 0
        self.saved: list[str] = []
        self.clock = 0
        self.line: ClientConnection | None = None
        self.is_synced = False
        self.connects = 0

    async def live(self) -> None:
        """Connect, and again whenever the line is lost."""
        while True:
            port = self.rng.choice(self.draft.ports)
            url = f"ws://127.0.0.1:{port}/live/{self.draft.document_id}/"
            try:
                async with connect(
                    url,
                    origin=self.draft.origin,  # type: ignore[arg-type]
                    additional_headers={"Cookie": self.cookie},
                    compression=None,
                    ping_interval=None,
                    close_timeout=0.1,
                    max_size=None,
                ) as self.line:
                    await self.attend(self.line)
            except ConnectionClosed as error:
                code = error.rcvd.code if error.rcvd is not None else 1006
                assert code in COME_BACK, f"{self.name} was sent away: {code}"
            except (OSError, InvalidMessage, EOFError):
                pass
            finally:
                self.line, self.is_synced = None, False
            await asyncio.sleep(self.rng.uniform(*AGAIN_SECONDS))

    async def attend(self, line: ClientConnection) -> None:
        self.flights, self.answered = [], 0
        self.connects += 1
        await line.send(protocol.sync(protocol.STEP1, self.doc.get_state()) + self.presence(TOGETHER))
        while True:
            async with asyncio.timeout(ANSWER_SECONDS if self.flights or not self.is_synced else None):
                frame = await line.recv()
            assert isinstance(frame, bytes)
            await self.hear(line, frame)

    async def hear(self, line: ClientConnection, frame: bytes) -> None:
        reader = Reader(frame)
        while not reader.ended:
            type_ = reader.uint()
            if type_ == protocol.SYNC:
                kind, payload = reader.uint(), reader.bytes()
                if kind == protocol.STEP1:
                    await self.catch_up(line)
                else:
                    self.doc.apply_update(payload)
            elif type_ == protocol.SAVED:
                self.confirm(reader.uint())
            else:
                assert type_ != protocol.AUTH, f"{self.name} may not write"
                reader.bytes()

    async def catch_up(self, line: ClientConnection) -> None:
        self.is_synced = True
        if self.outbox:
            self.flights.append(len(self.outbox))
            await line.send(protocol.sync(protocol.STEP2, merge_updates(*(update for _, update in self.outbox))))

    def confirm(self, answered: int) -> None:
        while self.answered < answered:
            self.answered += 1
            count = self.flights.pop(0)
            self.saved += [word for word, _ in self.outbox[:count]]
            del self.outbox[:count]

    async def type(self) -> None:
        while True:
            await asyncio.sleep(self.rng.uniform(*PAUSE_SECONDS))
            section = TOGETHER if self.rng.random() < 0.7 else self.apart
            word, state = f"{self.name}{len(self.typed)}", self.doc.get_state()
            text = self.doc.get(section, type=Text)
            text.insert(between_words(str(text), self.rng), f"{word} ")
            update = self.doc.get_update(state)
            self.typed[word] = section
            self.outbox.append((word, update))
            if self.is_synced and self.line is not None:
                self.flights.append(1)
                try:
                    await self.line.send(protocol.sync(protocol.UPDATE, update) + self.presence(section))
                except ConnectionClosed:
                    continue

    def presence(self, section: str) -> bytes:
        self.clock += 1
        return protocol.awareness([State(self.doc.client_id, self.clock, f'{{"cursor":null,"at":"{section}"}}')])

    @property
    def state(self) -> dict[int, int]:
        return updates.read_state(self.doc.get_state())


def between_words(text: str, rng: random.Random) -> int:
    """Words are of ASCII, so characters are bytes; each is followed by a space."""
    return text.find(" ", rng.randint(0, len(text))) + 1 or len(text)


class Party(threading.Thread):
    """Typists in a thread of their own."""

    def __init__(self, typists: Sequence[Typist]) -> None:
        super().__init__(daemon=True)
        self.typists = typists
        self.enough = threading.Event()
        self.texts: list[dict[str, str]] = []
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            asyncio.run(self.meet())
        except BaseException as error:
            self.trouble = error

    async def meet(self) -> None:
        async with asyncio.TaskGroup() as group:
            lines = [group.create_task(typist.live()) for typist in self.typists]
            hands = [group.create_task(typist.type()) for typist in self.typists]
            while not self.enough.is_set():
                await asyncio.sleep(0.01)
            for hand in hands:
                hand.cancel()
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not self.agree():
                    await asyncio.sleep(0.02)
            self.texts = [crdt.texts(typist.doc) for typist in self.typists]
            for line in lines:
                line.cancel()

    def agree(self) -> bool:
        """Everything is saved, and everybody has everything."""
        first = self.typists[0].state
        return all(each.is_synced and not each.outbox and each.state == first for each in self.typists)

    def heard(self) -> list[int]:
        """How much each of them was told is saved."""
        if self.trouble is not None:
            raise self.trouble
        return [len(typist.saved) for typist in self.typists]


@contextmanager
def typing(typists: Sequence[Typist]) -> Iterator[Party]:
    """Until the end of the block, and then until all of it is saved and everybody has it."""
    party = Party(typists)
    party.start()
    try:
        yield party
    finally:
        party.enough.set()
        party.join(PATIENCE_SECONDS + 10)
        if party.trouble is not None:
            raise party.trouble
    assert len(party.texts) == len(typists)
