"""What a room knows of its document's log without keeping any of its text: how much of each client, and whose it is.

An update is taken when everything it builds on is there, when what it adds is its writer's own, when it goes into
sections that exist, and when it cuts no character in two (which Yjs and pycrdt would do differently). So the log never
has a hole, all read the same in it, and nobody continues what somebody else's browser is writing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping

from live.crdt import Invalid
from live.places import Places
from live.updates import Change, Id, Piece


def _nobodys(client: int) -> bool:
    return False


class Ledger:
    def __init__(self, change: Change, writers: Mapping[int, int], longest: int) -> None:
        """`change`: all of the log. `writers`: client → person. `longest`: characters of the longest section."""
        self.known: dict[int, int] = {}
        # Clocks in the middle of a character, see Piece.
        self.halves: set[Id] = set()
        self.places = Places()
        self.writers = dict(writers)
        self.longest = longest
        # Characters that came since `longest` was true; all of them may have gone into one section.
        self.since = 0
        self._learn(change)

    def hear(self, change: Change) -> None:
        """It is in the log: another process wrote it, which asked everything."""
        self._learn(change)
        self.since += change.characters

    def _learn(self, change: Change) -> None:
        page = self.page()
        try:
            page.build_on(change)
            page.keep()
        except Invalid:
            # Should never be there. What builds on it will be refused; all else goes on.
            for piece in change.pieces:
                self.known[piece.client] = max(piece.end, self.known.get(piece.client, 0))

    def page(self) -> Page:
        return Page(self)

    def measured(self, longest: int) -> None:
        self.longest, self.since = longest, 0


class Page:
    """Updates to be written by one statement: `keep` when they are, forget it when they are not."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.known: dict[int, int] = {}
        self.halves: set[Id] = set()
        self.places = Places()
        self.characters = 0
        # Clients that nobody owns yet → the person who says they are theirs.
        self.claims: dict[int, int] = {}

    def _clock(self, client: int) -> int:
        known = self.known.get(client)
        return self.ledger.known.get(client, 0) if known is None else known

    def add(
        self, change: Change, user_id: int, sections: frozenset[str], somebody_elses: Callable[[int], bool] = _nobodys
    ) -> bool:
        """Whether it brings anything. Raises Invalid, adding nothing, for what the log may not take.

        `somebody_elses` knows of clients that have not written yet, but were seen.
        """
        # Also where it says again what is known: what is stored must read right by itself.
        if any(piece.section and piece.section not in sections for piece in change.pieces):
            raise Invalid("names a section that does not exist")
        new = [piece for piece in change.pieces if piece.end > self._clock(piece.client)]
        claims = self._claims(new, user_id, somebody_elses)
        self.build_on(change)
        self.claims |= claims
        self.characters += sum(piece.characters for piece in new)
        return bool(new or change.deleted)

    def build_on(self, change: Change) -> None:
        """Raises Invalid, adding nothing, unless all it builds on and all it deletes is there.

        Also where it says again what is known: Yjs looks there all the same.
        """
        places = Places()
        known = self._integrated(change.pieces, places)
        for client, _, end in change.deleted:
            if end > known.get(client, self._clock(client)):
                raise Invalid("deletes what is not there")
        halves = {
            (piece.client, clock)
            for piece in change.pieces
            for clock in piece.halves
            if clock > self._clock(piece.client)
        }
        if any(cut in halves or cut in self.halves or cut in self.ledger.halves for cut in self._cuts(change)):
            raise Invalid("cuts a character in two")
        self.halves |= halves
        self.known |= known
        self.places.take(places)

    def _cuts(self, change: Change) -> Iterator[Id]:
        """Before which clocks something is put, or begins or ends to be deleted."""
        for piece in change.pieces:
            if piece.left is not None:
                yield piece.left[0], piece.left[1] + 1
            if piece.right is not None:
                yield piece.right
            if self._clock(piece.client) in piece.halves:
                raise Invalid("cuts a character in two")
        for client, start, end in change.deleted:
            yield client, start
            yield client, end

    def _claims(self, new: list[Piece], user_id: int, somebody_elses: Callable[[int], bool]) -> dict[int, int]:
        claims = {}
        for client in {piece.client for piece in new}:
            owner = self.ledger.writers.get(client, self.claims.get(client))
            if owner is None and self._clock(client) == 0 and not somebody_elses(client):
                claims[client] = user_id
            elif owner != user_id:
                raise Invalid("continues what somebody else writes")
        return claims

    def _integrated(self, pieces: list[Piece], places: Places) -> dict[int, int]:
        """Clocks after each piece has found its place, after all it builds on; Invalid when one does not.

        Where they lie is noted in `places`.
        """
        waiting: dict[int, deque[Piece]] = defaultdict(deque)
        for piece in pieces:
            waiting[piece.client].append(piece)
        known = {client: self._clock(client) for client in waiting}
        moved = True
        while moved and waiting:
            moved = False
            for client, queue in list(waiting.items()):
                while queue and self._fits(queue[0], known):
                    piece = queue.popleft()
                    if piece.end > known[client]:
                        places.note(client, max(piece.start, known[client]), self._section(piece, places))
                        known[client] = piece.end
                    moved = True
                if not queue:
                    del waiting[client]
        if waiting:
            raise Invalid("builds on what is not there")
        return known

    def _fits(self, piece: Piece, known: Mapping[int, int]) -> bool:
        if piece.start > known[piece.client]:
            return False
        for client, clock in filter(None, (piece.left, piece.right)):
            if clock >= known.get(client, self._clock(client)) or (client == piece.client and clock >= piece.start):
                return False
        return True

    def _section(self, piece: Piece, places: Places) -> str:
        """Where it lies; Invalid when that is nowhere, or between two sections."""
        layers = (places, self.places, self.ledger.places)
        beside = [side for side in (piece.left, piece.right) if side is not None]
        found = {next(filter(None, (layer.of(side) for layer in layers)), "") for side in beside}
        found |= {piece.section} - {""}
        if len(found) != 1 or "" in found:
            raise Invalid("lies in no section, or in two")
        return found.pop()

    @property
    def longest(self) -> int:
        """No section can be longer than this afterwards."""
        return self.ledger.longest + self.ledger.since + self.characters

    def keep(self) -> None:
        self.ledger.known |= self.known
        self.ledger.halves |= self.halves
        self.ledger.places.take(self.places)
        self.ledger.since += self.characters
