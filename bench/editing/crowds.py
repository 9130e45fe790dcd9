"""Many editors on one process."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import psutil
import uvloop
from pycrdt import Doc, Text

from bench import product
from bench.editing.drafts import Draft
from bench.editing.lines import Line, handshake, synced
from live import protocol

EDITS_PER_SECOND = 20
WARM_SECONDS, SECONDS = 3, 20
# As editors do it whoever moves.
PRESENCE_SECONDS = 15
# Of the crowd, those who type, in turns.
TYPISTS = 40
PATIENCE_SECONDS = 60
CONNECTING_AT_ONCE = 50


@dataclass(frozen=True)
class Crowding:
    """Milliseconds from sending an edit until each of the others has it; shares of one core; kilobytes per line."""

    editors: int
    edits: int
    median: float
    p95: float
    delivered: int
    expected: int
    web_cpu: float
    database_cpu: float
    kilobytes: float


class Crowd:
    def __init__(self, port: int, cookies: Sequence[str]) -> None:
        self.port = port
        self.cookies = cookies
        self.lines: list[Line] = []
        self.hands: list[Hand] = []
        self.sent: dict[bytes, float] = {}
        self.arrived: Counter[bytes] = Counter()
        self.taken: list[float] = []
        self.last: tuple[bytes, list[bytes]] = (b"", [])
        self.rng = Random(7)

    async def connect(self, documents: Sequence[int]) -> None:
        """One line to each, fifty at a time; until all have the text."""
        for start in range(0, len(documents), CONNECTING_AT_ONCE):
            part = documents[start : start + CONNECTING_AT_ONCE]
            made = [self._line(document_id, start + n) for n, document_id in enumerate(part)]
            self.lines += await asyncio.gather(*made)
            await self.until(lambda: all(line.is_synced or line.ended for line in self.lines))
        ended = Counter(line.ended for line in self.lines if line.ended)
        assert not ended, f"turned away: {ended}"

    async def _line(self, document_id: int, number: int) -> Line:
        request = handshake(self.port, document_id, self.cookies[number % len(self.cookies)])
        line = Line(self, request, self.rng.getrandbits(32))
        await asyncio.get_running_loop().create_connection(lambda: line, product.HOST, self.port)
        return line

    async def until(self, happens: Any) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not happens():
                await asyncio.sleep(0.02)

    async def leave(self) -> None:
        for line in self.lines:
            line.leave()
        self.lines = []
        await asyncio.sleep(1)

    def heard(self, line: Line, frame: bytes, now: float) -> None:
        """Everybody gets the same frames, so each is read once."""
        if frame is not self.last[0] and frame != self.last[0]:
            self.last = frame, updates_in(frame)
        for update in self.last[1]:
            if (sent := self.sent.get(update)) is not None:
                self.arrived[update] += 1
                self.taken.append(now - sent)

    async def type(self, section: str, seconds: float) -> None:
        """At an even pace, whoever's turn it is."""
        self.hands = self.hands or [Hand(line, section) for line in self.lines[:TYPISTS]]
        loop = asyncio.get_running_loop()
        started, count = loop.time(), int(seconds * EDITS_PER_SECOND)
        for number in range(count):
            await asyncio.sleep(max(0, started + number / EDITS_PER_SECOND - loop.time()))
            hand = self.hands[number % len(self.hands)]
            update = hand.update(self.rng)
            self.sent[update] = time.perf_counter()
            hand.line.send(protocol.sync(protocol.UPDATE, update) + hand.line.presence())

    async def breathe(self) -> None:
        """All the others say where they are."""
        while True:
            for line in self.lines:
                await asyncio.sleep(PRESENCE_SECONDS / len(self.lines))
                line.send(line.presence())


class Hand:
    def __init__(self, line: Line, section: str) -> None:
        self.line = line
        self.doc: Doc[Any] = Doc(client_id=line.client)
        self.doc.apply_update(line.document)
        self.text = self.doc.get(section, type=Text)

    def update(self, rng: Random) -> bytes:
        state = self.doc.get_state()
        self.text.insert(rng.randint(0, len(self.text)), rng.choice("abcdefgh "))
        return self.doc.get_update(state)


def updates_in(frame: bytes) -> list[bytes]:
    return [payload for kind, payload in synced(frame) if kind == protocol.UPDATE]


def crowd(web: list[psutil.Process], port: int, cookies: Sequence[str], draft: Draft, editors: int) -> Crowding:
    """All of them on one document."""
    postmaster = min(product.servers()["postgres"], key=psutil.Process.create_time)

    async def story() -> Crowding:
        crowd = Crowd(port, cookies)
        before = product.megabytes(web)
        await crowd.connect([draft.document_id] * editors)
        breathing = asyncio.create_task(crowd.breathe())
        await crowd.type(draft.section, WARM_SECONDS)
        kilobytes = (product.megabytes(web) - before) * 1024 / editors
        crowd.sent, crowd.taken, crowd.arrived = {}, [], Counter()
        database = product.family(postmaster)
        spent, started = [product.cpu_seconds(web), product.cpu_seconds(database)], time.monotonic()
        await crowd.type(draft.section, SECONDS)
        took = time.monotonic() - started
        cpu = [product.cpu_seconds(web) - spent[0], product.cpu_seconds(database) - spent[1]]
        expected = len(crowd.sent) * (editors - 1)
        await crowd.until(lambda: crowd.arrived.total() >= expected)
        breathing.cancel()
        await crowd.leave()
        ordered = sorted(crowd.taken)
        p95 = ordered[int(len(ordered) * 0.95)]
        return Crowding(
            editors,
            len(crowd.sent),
            statistics.median(ordered) * 1_000,
            p95 * 1_000,
            crowd.arrived.total(),
            expected,
            cpu[0] / took,
            cpu[1] / took,
            kilobytes,
        )

    return run(story())


def run(story: Any) -> Any:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(story)


def open_and_close(
    web: list[psutil.Process], port: int, cookies: Sequence[str], documents: Sequence[int], rounds: int
) -> Any:
    """Megabytes of the process with all of them open, and after they were closed, round by round."""

    async def story() -> list[tuple[float, float]]:
        found = []
        for _ in range(rounds):
            crowd = Crowd(port, cookies)
            await crowd.connect(documents)
            full = product.megabytes(web)
            await crowd.leave()
            found.append((full, product.megabytes(web)))
        return found

    return run(story())
