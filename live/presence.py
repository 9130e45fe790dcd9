"""The cursors of one open document: who is where, in this process and in the others."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from live import protocol
from live.protocol import GONE, State

if TYPE_CHECKING:
    from live.connection import Connection
    from live.room import Room

# Browsers say every 15 s that they are still there; what another process showed is forgotten after this.
FORGOTTEN_SECONDS = 45
# At once after a pause; bundled while busy, the more the more people have to be told.
BUNDLE_SECONDS, BUNDLE_SECONDS_EACH = 0.03, 0.0002
# Somebody who is still where they were is no news.
UNCHANGED_SECONDS = 1.0
# Below what NOTIFY takes, base64 and all.
TOLD_BYTES = 5_600
CLIENTS_PER_CONNECTION = 2


@dataclass(slots=True)
class Shown:
    state: State
    # None: in another process.
    source: Connection | None
    handle: str
    seen: float


class Presence:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.shown: dict[int, Shown] = {}
        self.moved: set[int] = set()
        self.moved_here: set[int] = set()
        self.timer: asyncio.TimerHandle | None = None
        self.due = 0.0
        self.told_at = 0.0

    def somebody_elses(self, client: int, handle: str) -> bool:
        known = self.shown.get(client)
        return known is not None and known.handle != handle

    def show(self, states: Iterable[State], source: Connection | None) -> None:
        """`source`: None for what another process says, which has signed it."""
        loop = asyncio.get_running_loop()
        news = False
        for state in states:
            known = self.shown.get(state.client)
            if known is not None and not _newer(state, known.state):
                continue
            if source is None and known is not None and known.source is not None and state.words == GONE:
                # It left another process to come here.
                continue
            if source is not None:
                if not self._may_show(state.client, source, known):
                    continue
                self.moved_here.add(state.client)
            handle = source.handle if source is not None else _handle(state, known)
            news |= known is None or known.state.words != state.words
            self.shown[state.client] = Shown(state, source, handle, loop.time())
            self.moved.add(state.client)
        if self.moved:
            self._tell_at(self._next(loop.time()) if news else loop.time() + UNCHANGED_SECONDS)

    def leave(self, source: Connection) -> None:
        gone = [shown.state for shown in self.shown.values() if shown.source is source and shown.state.words != GONE]
        self.show([State(state.client, state.clock + 1, GONE) for state in gone], source)

    def everybody(self) -> bytes:
        return protocol.awareness(shown.state for shown in self.shown.values() if shown.state.words != GONE)

    def introduce(self) -> None:
        """Tell the other processes of everybody here: a room was opened there."""
        here = [client for client, shown in self.shown.items() if shown.source is not None]
        if here:
            self.moved_here |= set(here)
            self._tell_others()

    def forget(self) -> None:
        """Who has not been heard of for long: their process was killed."""
        now = asyncio.get_running_loop().time()
        late = [s for s in self.shown.values() if s.source is None and now - s.seen > FORGOTTEN_SECONDS]
        self.show([State(shown.state.client, shown.state.clock + 1, GONE) for shown in late], None)

    def close(self) -> None:
        if self.timer is not None:
            self._flush()

    def _may_show(self, client: int, source: Connection, known: Shown | None) -> bool:
        owner = self.room.owner(client)
        if owner is not None and owner != source.user_id:
            return False
        if known is None:
            return self._brought(source) < CLIENTS_PER_CONNECTION
        return known.source is source or known.handle == source.handle

    def _brought(self, source: Connection) -> int:
        return sum(1 for shown in self.shown.values() if shown.source is source)

    def _next(self, now: float) -> float:
        return max(now, self.told_at + max(BUNDLE_SECONDS, BUNDLE_SECONDS_EACH * len(self.room.connections)))

    def _tell_at(self, moment: float) -> None:
        if self.timer is not None:
            if self.due <= moment:
                return
            self.timer.cancel()
        # uvloop's handle of what is due at once does not say when.
        self.due, self.timer = moment, asyncio.get_running_loop().call_at(moment, self._flush)

    def _flush(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        self.timer, self.told_at = None, asyncio.get_running_loop().time()
        moved, self.moved = self.moved, set()
        if moved:
            self.room.tell(protocol.awareness(self.shown[client].state for client in sorted(moved)))
        self._tell_others()
        for client in moved:
            if self.shown[client].state.words == GONE:
                del self.shown[client]

    def _tell_others(self) -> None:
        here, self.moved_here = self.moved_here, set()
        bundle: list[State] = []
        size = 0
        for state in (self.shown[client].state for client in sorted(here) if client in self.shown):
            length = len(state.words.encode()) + 20
            if bundle and size + length > TOLD_BYTES:
                self.room.tell_others(protocol.awareness(bundle))
                bundle, size = [], 0
            bundle.append(state)
            size += length
        if bundle:
            self.room.tell_others(protocol.awareness(bundle))


def _newer(state: State, known: State) -> bool:
    if state.clock == known.clock:
        return state.words == GONE and known.words != GONE
    return state.clock > known.clock


def _handle(state: State, known: Shown | None) -> str:
    if state.words == GONE:
        return known.handle if known is not None else ""
    try:
        return str(json.loads(state.words)["user"]["handle"])
    except (ValueError, KeyError, TypeError):
        return ""
