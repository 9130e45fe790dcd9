"""What to have ready before the room fills. Some lines Debrief can see for itself, the others a person ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

CHECKS = {
    "draft": "The draft is shared with everybody, a day before",
    "people": "Everybody who detected, responded or resolved is asked; managers only with something to tell",
    "roles": "Somebody facilitates who did not respond, and somebody else takes notes",
    "links": "Dashboards, chat and logs are linked from the incident",
    "room": "The room or the call is ready, and the statement is at hand",
}
SHARED_BEFORE = timedelta(hours=24)


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


def checks(ticked: list[str], seen: Seen, *, now: datetime) -> list[Check]:
    return [
        _check("draft", ticked, hint=_draft(seen, now)),
        _check("people", ticked, hint=_missing(seen)),
        _roles(seen),
        Check(
            "links", CHECKS["links"], bool(seen.links), True, "" if seen.links else "No link is on the incident yet."
        ),
        _check("room", ticked),
    ]


def _check(key: str, ticked: list[str], hint: str = "") -> Check:
    return Check(key, CHECKS[key], key in ticked, False, "" if key in ticked else hint)


def _draft(seen: Seen, now: datetime) -> str:
    if not seen.required:
        return "There is no draft yet."
    due = seen.starts_at - SHARED_BEFORE
    late = "The day before has begun. " if now > due else ""
    return f"{late}{seen.ready} of {seen.required} sections are ready."


def _missing(seen: Seen) -> str:
    if not seen.responders_missing:
        return ""
    return "Not asked: " + ", ".join(f"@{handle}" for handle in seen.responders_missing) + "."


def _roles(seen: Seen) -> Check:
    hint = ""
    if seen.same_person:
        hint = "One person cannot well facilitate and take notes at once."
    elif seen.facilitator_responded:
        hint = "The facilitator responded to this incident. Somebody who did not asks more freely."
    elif not seen.has_note_taker:
        hint = "Nobody takes notes yet."
    return Check("roles", CHECKS["roles"], not hint, True, hint)
