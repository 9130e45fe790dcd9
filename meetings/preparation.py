"""What to have ready before the room fills. Some lines Debrief can see for itself, the others a person ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from meetings.agenda import OVERVIEW

CHECKS = {
    "draft": "The draft is with everybody, a day before",
    "people": "Everybody who detected, responded or resolved is asked; managers only with something to tell",
    "roles": "Somebody facilitates who did not respond, and somebody else takes notes",
    "links": "Dashboards, chat and logs are linked from the incident",
    "room": "The room or the call is ready, and the statement is at hand",
}
SHARED_BEFORE = timedelta(hours=24)
# The facilitator hears half a day earlier that there is little to read yet.
WARNED_BEFORE = timedelta(hours=36)
# A minute's tick late is in time.
GRACE = timedelta(minutes=5)


# What there must be to read: the sections that tell what happened.
TO_READ = frozenset(OVERVIEW.sections)


@dataclass(frozen=True)
class Check:
    key: str
    text: str
    is_done: bool
    # Seen by Debrief itself, so there is nothing to tick.
    is_seen: bool
    hint: str = ""


@dataclass(frozen=True)
class Seen:
    """What Debrief knows: sections of the draft that are ready, who holds which part, how many links there are."""

    ready: int
    required: int
    invited: int
    responders_missing: tuple[str, ...]
    facilitator_responded: bool
    has_note_taker: bool
    same_person: bool
    links: int
    starts_at: datetime
    sent_at: datetime | None = None


def checks(ticked: list[str], seen: Seen, *, now: datetime) -> list[Check]:
    """A person may tick what Debrief does not see as done: they know of the call, or why it is as it is."""
    looks = {
        "draft": (seen.sent_at is not None, _draft(seen, now)),
        "people": (not seen.responders_missing, _missing(seen)),
        "roles": _roles(seen),
        "links": (bool(seen.links), "" if seen.links else "No link is on the incident yet."),
        "room": (False, ""),
    }
    return [Check(key, CHECKS[key], done or key in ticked, done, hint) for key, (done, hint) in looks.items()]


def unready(readiness: Sequence[Mapping[str, Any]]) -> list[str]:
    """Titles of the sections without which there is nothing to read before the meeting."""
    return [
        str(each["title"])
        for each in readiness
        if each["required"] and each["key"] in TO_READ and each["state"] != "done"
    ]


def _draft(seen: Seen, now: datetime) -> str:
    due = seen.starts_at - SHARED_BEFORE
    if seen.sent_at is not None:
        return "" if seen.sent_at <= due + GRACE else "It went out later than a day before."
    if not seen.required:
        return "There is no draft yet. It goes out as soon as there is one."
    late = "The day before has begun. " if now > due else "Debrief sends it 24 hours before. "
    return f"{late}{seen.ready} of {seen.required} sections are ready."


def _missing(seen: Seen) -> str:
    if not seen.responders_missing:
        return ""
    return "Not asked: " + ", ".join(f"@{handle}" for handle in seen.responders_missing) + "."


def _roles(seen: Seen) -> tuple[bool, str]:
    hint = ""
    if seen.same_person:
        hint = "One person cannot well facilitate and take notes at once."
    elif seen.facilitator_responded:
        hint = "The facilitator responded to this incident. Somebody who did not asks more freely."
    elif not seen.has_note_taker:
        hint = "Nobody takes notes yet."
    return not hint, hint
