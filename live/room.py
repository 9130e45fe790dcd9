"""One open document in this process: it holds connections, never content; content is the log.

An update is committed first, then sent to the others, then acknowledged. What anybody sees is durable.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import psycopg
from django.db import Error as DatabaseError

from live import opening, protocol, store
from live.connection import Connection
from live.crdt import Invalid
from live.ledger import Ledger, Page
from live.limits import SECTION_CHARACTERS
from live.models import Document
from live.presence import Presence
from live.updates import Change, read
from live.wire import Malformed

if TYPE_CHECKING:
    from live.hub import Hub

logger = logging.getLogger(__name__)

# What one statement appends at most.
BATCH_UPDATES, BATCH_BYTES = 500, 1_000_000


class Sent(NamedTuple):
    connection: Connection
    update: bytes
    change: Change


class Room:
    def __init__(self, hub: Hub, document_id: int) -> None:
        self.hub = hub
        self.document_id = document_id
        self.connections: set[Connection] = set()
        self.presence = Presence(self)
        # The newest update sent to the connections here; None until the log was read.
        self.seq: int | None = None
        self.ledger: Ledger | None = None
        # The newest number heard of.
        self.heard = 0
        # Rows of the log, roughly.
        self.rows = 0
        self.inbox: list[Sent] = []
        self.joining: list[tuple[Connection, bytes]] = []
        self.reading: asyncio.Task[None] | None = None
        self.working: asyncio.Task[None] | None = None

    # --- what connections say ---

    def join(self, connection: Connection, state: bytes) -> None:
        """Answer sync step 1. It is connected already: what arrives meanwhile is sent twice, never missed."""
        connection.joined = True
        self.joining.append((connection, state))
        if self.reading is None:
            self.reading = self.hub.start(self._answer())

    def take(self, sent: Sent) -> None:
        self.inbox.append(sent)
        self.wake()

    def leave(self, connection: Connection) -> None:
        self.connections.discard(connection)
        self.presence.leave(connection)
        self._close_when_empty()

    # --- what others say ---

    def hear(self, head: int, news: list[bytes]) -> None:
        """Another process, or code of ours, appended; `news` are the updates up to `head`, or nothing."""
        self.heard = max(self.heard, head)
        if self.seq is None or head <= self.seq:
            return
        if news and head - len(news) == self.seq and self.working is None:
            self._pass_on(list(enumerate(news, self.seq + 1)))
        else:
            self.wake()

    def tell(self, message: bytes) -> None:
        for connection in list(self.connections):
            connection.tell(message)

    def tell_others(self, message: bytes) -> None:
        """In other processes."""
        self.hub.tell_others(self.document_id, message)

    def owner(self, client: int) -> int | None:
        """Whose a Yjs client is that has written."""
        return self.ledger.writers.get(client) if self.ledger is not None else None

    # --- the log ---

    def wake(self) -> None:
        if self.working is None:
            self.working = self.hub.start(self._work())

    async def _work(self) -> None:
        try:
            while self.seq is not None and self.ledger is not None and (self.inbox or self.heard > self.seq):
                # First what others wrote: somebody who has just read the log may build on it.
                if self.heard > self.seq:
                    self._pass_on(await self.hub.pens.tail(self.document_id, self.seq))
                    self.heard = min(self.heard, self.seq)
                else:
                    await self._write(self.ledger)
        except (psycopg.Error, DatabaseError, OSError) as error:
            self.give_up(type(error).__name__)
        except Exception as error:
            logger.exception("Document %s", self.document_id)
            self.give_up(type(error).__name__)
        finally:
            self.working = None
            self._close_when_empty()

    def give_up(self, reason: str) -> None:
        """Nothing is acknowledged; the browsers come back and send again what was not."""
        logger.warning("Document %s: %s", self.document_id, reason)
        self.inbox.clear()
        self.seq = self.ledger = None
        for connection in list(self.connections):
            connection.drop(protocol.LATER)

    async def _write(self, ledger: Ledger) -> None:
        batch = self._next_batch()
        page, taken = self._compose(ledger, batch)
        if page.longest > SECTION_CHARACTERS:
            page, taken = self._compose(ledger, await self._within_length(ledger, taken))
        if page.claims:
            ledger.writers |= await self.hub.pens.claim(self.document_id, page.claims)
            page, taken = self._compose(ledger, taken)
        new = [sent for sent, news in taken if news]
        if not new:
            self._acknowledge([sent for sent, _ in taken])
            return
        head = await self.hub.pens.append(
            self.document_id, [sent.update for sent in new], [sent.connection.user_id for sent in new]
        )
        if head is None:
            await self._make_room([sent for sent, _ in taken])
            return
        page.keep()
        first = head - len(new) + 1
        assert self.seq is not None
        if first > self.seq + 1:
            missed = await self.hub.pens.tail(self.document_id, self.seq)
            before = [row for row in missed if row[0] < first]
            # Folded meanwhile: then what was before ours is in a row with it.
            self._pass_on(before if len(before) == first - 1 - self.seq else missed)
        self._send_round(new, first)
        self._acknowledge([sent for sent, _ in taken])
        self.hub.written(self)

    def _next_batch(self) -> list[tuple[Sent, bool]]:
        count = size = 0
        for sent in self.inbox[:BATCH_UPDATES]:
            size += len(sent.update)
            if count and size > BATCH_BYTES:
                break
            count += 1
        batch, self.inbox = self.inbox[:count], self.inbox[count:]
        return [(sent, True) for sent in batch]

    def _compose(self, ledger: Ledger, batch: list[tuple[Sent, bool]]) -> tuple[Page, list[tuple[Sent, bool]]]:
        """What the log may take of it, each with whether it is news; who sent anything else is turned away."""
        page = ledger.page()
        taken = []
        for sent, _ in batch:
            connection = sent.connection
            if connection.refused or not connection.visitor.may_write:
                continue
            try:
                seen = partial(self.presence.somebody_elses, handle=connection.handle)
                sections = connection.visitor.rights.sections
                taken.append((sent, page.add(sent.change, connection.user_id, sections, seen)))
            except Invalid as error:
                logger.info("Document %s: refused an update that %s", self.document_id, error)
                connection.refuse(protocol.INVALID)
        return page, taken

    async def _within_length(self, ledger: Ledger, taken: list[tuple[Sent, bool]]) -> list[tuple[Sent, bool]]:
        fits, longest = await self.hub.ask(opening.fitting, self.document_id, [sent.update for sent, _ in taken])
        ledger.measured(longest)
        for (sent, _), fit in zip(taken, fits, strict=True):
            if not fit:
                sent.connection.refuse(protocol.TOO_LARGE)
        return [entry for entry in taken if not entry[0].connection.refused]

    async def _make_room(self, sent: list[Sent]) -> None:
        """The log took nothing: it is locked, or full unless folding helps."""
        reason = await self.hub.ask(store.refusal, self.document_id)
        if isinstance(reason, store.Locked):
            self.hub.rights_changed(self.document_id, 0)
            for connection in {one.connection for one in sent}:
                connection.tell(protocol.denied("locked"))
        elif await self.hub.ask(opening.fold, self.document_id):
            self.inbox = sent + self.inbox
        else:
            for connection in {one.connection for one in sent}:
                connection.refuse(protocol.TOO_LARGE)

    def _send_round(self, new: list[Sent], first: int) -> None:
        messages = [protocol.sync(protocol.UPDATE, sent.update) for sent in new]
        everything = b"".join(messages)
        authors = {sent.connection for sent in new}
        for connection in list(self.connections):
            if connection not in authors:
                connection.tell(everything)
        if len(authors) > 1:
            for author in authors:
                others = zip(new, messages, strict=True)
                author.tell(b"".join(message for sent, message in others if sent.connection is not author))
        self.seq = max(self.seq or 0, first + len(new) - 1)
        self.rows += len(new)

    def _acknowledge(self, sent: list[Sent]) -> None:
        for one in sent:
            one.connection.saved += 1
        for connection in {one.connection for one in sent}:
            connection.tell(protocol.saved(connection.saved))

    def _pass_on(self, rows: list[tuple[int, bytes]]) -> None:
        if not rows or self.ledger is None:
            return
        self.tell(b"".join(protocol.sync(protocol.UPDATE, data) for _, data in rows))
        for _, data in rows:
            try:
                self.ledger.hear(read(data))
            except Malformed:
                logger.error("Document %s has an update that cannot be read", self.document_id)
        self.seq = rows[-1][0]
        self.rows += len(rows)

    # --- coming and going ---

    async def _answer(self) -> None:
        """One reading of the log serves all who came meanwhile."""
        try:
            while self.joining:
                joining, self.joining = self.joining, []
                await self._serve(joining)
        except (psycopg.Error, DatabaseError, OSError, Document.DoesNotExist) as error:
            self.give_up(type(error).__name__)
        except Exception as error:
            logger.exception("Document %s", self.document_id)
            self.give_up(type(error).__name__)
        finally:
            self.reading = None
            self._close_when_empty()

    async def _serve(self, joining: list[tuple[Connection, bytes]]) -> None:
        states = {state for _, state in joining}
        opened = await self.hub.ask(
            opening.open_document, self.document_id, states, first=self.ledger is None or self.seq is None
        )
        if self.seq is None or self.ledger is None:
            self.ledger, self.seq, self.rows = opened.ledger, opened.head, opened.rows
        self.heard = max(self.heard, opened.head)
        everybody = self.presence.everybody()
        for connection, state in joining:
            missing = opened.missing[state]
            if missing is None:
                connection.drop(protocol.INVALID)
            else:
                step1 = protocol.sync(protocol.STEP1, opened.state)
                connection.tell(protocol.sync(protocol.STEP2, missing) + step1 + everybody)
        self.hub.opened(self)
        self.wake()

    def _close_when_empty(self) -> None:
        if not (self.connections or self.joining or self.reading or self.working):
            self.presence.close()
            self.hub.close_room(self)
