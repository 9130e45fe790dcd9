"""Who should come: those who hold a role in the incident, wrote in its timeline, or write it up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from actions.workflow.winding import workdays_of
from incidents.models import Incident, Participation, TimelineEntry
from meetings.models import Attendee, Meeting
from meetings.slots import Diary
from postmortems.models import Authorship

READER = Participation.Role.READER
RESPONDED = frozenset({Participation.Role.COMMANDER, Participation.Role.RESPONDER, Participation.Role.ON_CALL})
_HANDLE = re.compile(r"@?([a-z0-9][a-z0-9-]{1,38})")
# What a person counts as when no role says it.
IN_TIMELINE = "In the timeline"
MOST = 30


@dataclass(frozen=True)
class Proposed:
    user: User
    part: str
    responded: bool


def roles_of(incident: Incident) -> list[Participation]:
    return list(Participation.objects.filter(incident=incident).exclude(role=READER).select_related("user"))


def proposed(incident: Incident, roles: list[Participation] | None = None) -> list[Proposed]:
    """Each person once, with the first part that fits: role in the incident, author, named in the timeline."""
    found: dict[int, Proposed] = {}
    for held in sorted(
        roles_of(incident) if roles is None else roles, key=lambda held: Participation.Role.values.index(held.role)
    ):
        found.setdefault(held.user_id, Proposed(held.user, held.get_role_display(), held.role in RESPONDED))
    for user in _who_write(incident):
        part = "Author" if user.is_author else IN_TIMELINE
        found.setdefault(user.pk, Proposed(user, part, responded=not user.is_author))
    return [each for each in found.values() if each.user.is_active][:MOST]


def _who_write(incident: Incident) -> list[Any]:
    """Authors of the write-up, as their list has them, then those named in the timeline."""
    named = TimelineEntry.objects.filter(incident=incident).kept().values_list("who", "told")
    handles = {match for pair in named for text in pair for match in _HANDLE.findall(text.lower())}
    author = Authorship.objects.filter(postmortem__incident=incident, user=OuterRef("pk"))
    rows: Any = User.objects.active().annotate(is_author=Exists(author))
    return list(rows.filter(Q(is_author=True) | Q(handle__in=handles)).order_by("-is_author", "handle"))


def responders(incident: Incident, roles: list[Participation] | None = None) -> set[int]:
    """Keys of those who detected, led or fixed it: best not the facilitator as well."""
    return {held.user_id for held in (roles_of(incident) if roles is None else roles) if held.role in RESPONDED}


def diaries(people: list[User], *, since: datetime, without: Meeting | None = None) -> list[Diary]:
    """Working hours as the profiles say them, and other review meetings."""
    rows: Any = Attendee.objects.invited().filter(user__in=people, meeting__in=Meeting.objects.ahead())
    rows = rows.filter(meeting__starts_at__gte=since - timedelta(hours=2)).exclude(meeting=without)
    busy: dict[int, list[tuple[datetime, datetime]]] = {}
    for row in rows.select_related("meeting"):
        busy.setdefault(row.user_id, []).append((row.meeting.starts_at, row.meeting.ends_at))
    return [
        Diary(
            user.handle,
            user.zone,
            workdays_of(user),
            tuple(busy.get(user.pk, ())),
        )
        for user in people
    ]
