"""What a room knows of its document's log without keeping any of its text: how much of each client, and whose it is.

An update is taken when everything it builds on is there, when what it adds is its writer's own, and when it goes into
sections that exist. So the log never has a hole, and nobody continues what somebody else's browser is writing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping

from live.crdt import Invalid
from live.updates import Change, Piece


class Ledger:
    def __init__(self, state: Mapping[int, int], writers: Mapping[int, int], longest: int) -> None:
        """`writers`: client → person. `longest`: characters of the longest section."""
        self.known = dict(state)
        self.writers = dict(writers)
        self.longest = longest
        # Characters that came since `longest` was true; all of them may have gone into one section.
        self.since = 0

    def catch_up(self, state: Mapping[int, int]) -> None:
        """The log was read again."""
        for client, clock in state.items():
            self.known[client] = max(clock, self.known.get(client, 0))

    def hear(self, change: Change) -> None:
        """It was written by another process, which asked everything."""
        for piece in change.pieces:
            self.known[piece.client] = max(piece.end, self.known.get(piece.client, 0))
        self.since += change.characters

    def page(self) -> Page:
        return Page(self)

    def measured(self, longest: int) -> None:
        self.longest, self.since = longest, 0


class Page:
    """Updates to be written by one statement: `keep` when they are, forget it when they are not."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.known: dict[int, int] = {}
        self.characters = 0
        # Clients that nobody owns yet → the person who says they are theirs.
        self.claims: dict[int, int] = {}

    def _clock(self, client: int) -> int:
        known = self.known.get(client)
        return self.ledger.known.get(client, 0) if known is None else known

    def add(self, change: Change, user_id: int, sections: frozenset[str]) -> bool:
        """Whether it brings anything. Raises Invalid, adding nothing, for what the log may not take."""
        new = [piece for piece in change.pieces if piece.end > self._clock(piece.client)]
        claims = self._claims(new, user_id)
        for piece in new:
            if piece.section and piece.section not in sections:
                raise Invalid("no such section")
        self.build_on(change)
        self.claims |= claims
        self.characters += sum(piece.characters for piece in new)
        return bool(new or change.deleted)

    def build_on(self, change: Change) -> None:
        """Raises Invalid, adding nothing, unless all it builds on and all it deletes is there."""
        known = self._integrated([piece for piece in change.pieces if piece.end > self._clock(piece.client)])
        for client, _, end in change.deleted:
            if end > known.get(client, self._clock(client)):
                raise Invalid("deletes what is not there")
        self.known |= known

    def _claims(self, new: list[Piece], user_id: int) -> dict[int, int]:
        claims = {}
        for client in {piece.client for piece in new}:
            owner = self.ledger.writers.get(client, self.claims.get(client))
            if owner is None and self._clock(client) == 0:
                claims[client] = user_id
            elif owner != user_id:
                raise Invalid("continues what somebody else writes")
        return claims

    def _integrated(self, new: list[Piece]) -> dict[int, int]:
        """Clocks after the pieces have found their place, each after all it builds on; Invalid when one does not."""
        waiting: dict[int, deque[Piece]] = defaultdict(deque)
        for piece in new:
            waiting[piece.client].append(piece)
        known = {client: self._clock(client) for client in waiting}
        moved = True
        while moved and waiting:
            moved = False
            for client, pieces in list(waiting.items()):
                while pieces and self._fits(pieces[0], known):
                    known[client] = max(known[client], pieces.popleft().end)
                    moved = True
                if not pieces:
                    del waiting[client]
        if waiting:
            raise Invalid("builds on what is not there")
        return known

    def _fits(self, piece: Piece, known: Mapping[int, int]) -> bool:
        if piece.start > known[piece.client]:
            return False
        for client, clock in piece.needs:
            if clock >= known.get(client, self._clock(client)) or (client == piece.client and clock >= piece.start):
                return False
        return True

    @property
    def longest(self) -> int:
        """No section can be longer than this afterwards."""
        return self.ledger.longest + self.ledger.since + self.characters

    def keep(self) -> None:
        self.ledger.known |= self.known
        self.ledger.since += self.characters
