"""In which section each piece of a document lies, by client and clock; neighbours in one section are one entry."""

from __future__ import annotations

from bisect import bisect_right

from live.updates import Id


class Places:
    def __init__(self) -> None:
        # Client → where each stretch begins, and the section it lies in.
        self.starts: dict[int, list[int]] = {}
        self.sections: dict[int, list[str]] = {}

    def of(self, place: Id) -> str:
        """Empty for what is not known."""
        client, clock = place
        starts = self.starts.get(client)
        at = bisect_right(starts, clock) - 1 if starts else -1
        return self.sections[client][at] if at >= 0 else ""

    def note(self, client: int, start: int, section: str) -> None:
        """From this clock on, beyond all that was noted of its client."""
        sections = self.sections.setdefault(client, [])
        if not sections or sections[-1] != section:
            sections.append(section)
            self.starts.setdefault(client, []).append(start)

    def take(self, others: Places) -> None:
        """What others noted beyond it."""
        for client, starts in others.starts.items():
            for start, section in zip(starts, others.sections[client], strict=True):
                self.note(client, start, section)
