"""What everybody remembers, as one person may see it: how many have answered, then the lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from accounts import policy
from accounts.models import User
from incidents.models import TimelineEntry
from kit import markdown
from meetings import differing, lanes
from meetings.models import Attendee, Meeting, Note, Recollection

MOST_UNASKED = 4


@dataclass(frozen=True)
class Proposed:
    """A difference, with the question on the agenda that asks about it."""

    difference: differing.Difference
    note: Note | None


def entries_of(meeting: Meeting) -> list[TimelineEntry]:
    return list(TimelineEntry.objects.filter(incident=meeting.incident_id).kept().order_by("at", "pk"))


def listed(meeting: Meeting) -> list[Any]:
    """Those on the list, each with `wrote`: whether they recollected anything."""
    wrote = Recollection.objects.filter(meeting=meeting, user=OuterRef("user"))
    rows = Attendee.objects.listed().filter(meeting=meeting).annotate(wrote=Exists(wrote))
    return list(rows.select_related("user"))


class Recollections:
    """`listed` and `written` are the rows of who is asked and of all notes, for a page that has asked for them."""

    def __init__(
        self,
        meeting: Meeting,
        reader: User,
        *,
        listed: Sequence[Attendee] | None = None,
        written: Sequence[Note] | None = None,
    ) -> None:
        self.meeting, self.reader, self._listed, self._written = meeting, reader, listed, written

    # --- before they are shown ---

    @cached_property
    def rows(self) -> list[Any]:
        """Those on the list, with whether they wrote."""
        return listed(self.meeting) if self._listed is None else list(self._listed)

    @cached_property
    def answered(self) -> list[User]:
        """Who wrote, or would rather not: nobody sees the one from the other."""
        return [row.user for row in self.rows if row.wrote or row.declined_at is not None]

    @property
    def is_asked(self) -> bool:
        return any(row.user_id == self.reader.pk for row in self.rows)

    @property
    def may_write(self) -> bool:
        return self.is_asked and self.meeting.shown_at is None and not self.meeting.is_over

    @property
    def has_answered(self) -> bool:
        return any(user.pk == self.reader.pk for user in self.answered)

    @property
    def has_declined(self) -> bool:
        return any(row.user_id == self.reader.pk and row.declined_at is not None for row in self.rows)

    @cached_property
    def own(self) -> list[Recollection]:
        rows = Recollection.objects.filter(meeting=self.meeting, user=self.reader).select_related("entry")
        return sorted(rows, key=lambda told: (told.at or lanes.FAR, told.written_at))

    # --- once they are shown ---

    @property
    def is_shown(self) -> bool:
        return self.meeting.shown_at is not None

    @cached_property
    def entries(self) -> list[lanes.Entry]:
        return [lanes.Entry(entry.pk, entry.at, markdown.plain(entry.text)) for entry in entries_of(self.meeting)]

    @cached_property
    def told(self) -> list[lanes.Told]:
        if not self.is_shown:
            return []
        rows: Any = Recollection.objects.filter(meeting=self.meeting).select_related("user")
        return [
            lanes.Told(
                str(row.pk), row.user.handle, row.entry_id, row.at, saw=row.saw, expected=row.expected, did=row.did
            )
            for row in rows
        ]

    @property
    def tellers(self) -> list[str]:
        return lanes.tellers(self.told)

    @cached_property
    def moments(self) -> list[lanes.Moment]:
        return lanes.moments(self.entries, self.told)

    @property
    def told_moments(self) -> list[lanes.Moment]:
        """For the room: what nobody tells of in one line."""
        return lanes.folded(self.moments)

    @cached_property
    def notes(self) -> list[Note]:
        """Those that ask about a difference."""
        if self._written is not None:
            return [note for note in self._written if note.source]
        return list(Note.objects.kept().filter(meeting=self.meeting).exclude(source="").select_related("by"))

    @cached_property
    def proposals(self) -> list[Proposed]:
        asked = {note.source: note for note in self.notes}
        return [Proposed(each, asked.get(each.key)) for each in differing.differences(self.moments)]

    @property
    def unasked(self) -> list[differing.Difference]:
        """For the room: a few that nobody has put on the agenda."""
        return [each.difference for each in self.proposals if each.note is None][:MOST_UNASKED]

    def difference(self, key: str) -> differing.Difference | None:
        return next((each.difference for each in self.proposals if each.difference.key == key), None)

    def moment(self, key: str) -> lanes.Moment | None:
        return next((row for row in self.moments if row.key == key), None)

    @property
    def may_ask(self) -> bool:
        could = policy.could("meetings.take_part", self.reader)
        return could and self.is_asked and not self.meeting.is_over

    @property
    def shows(self) -> bool:
        """Whether the facilitator still has the reveal before them."""
        return self.meeting.is_running and not self.is_shown and self.meeting.facilitator_id == self.reader.pk
