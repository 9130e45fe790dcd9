"""What else the pages say of the rows, worked out once more in plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.models import Membership, Team
from learning.models import Read
from meetings.models import Attendee
from postmortems.models import Section
from tests.insights.independent import World, day


def read_by(world: World, begin: date, stop: date) -> dict[str, int]:
    """Team to how many write-ups five or more of its people read."""
    found: dict[str, int] = {}
    for _, write_up in world.out():
        if begin <= day(write_up.published_at) < stop:
            rows = [row for row in Read.objects.all() if row.postmortem_id == write_up.pk]
            for team in Team.objects.all():
                if sum(team.pk in row.teams for row in rows) >= 5:
                    found[team.slug] = found.get(team.slug, 0) + 1
    return found


def causes(world: World, begin: date, stop: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for row, write_up in world.out():
        if begin <= day(write_up.published_at) < stop:
            for tag in row.tags.all():
                if tag.kind == "cause":
                    found[tag.name] = found.get(tag.name, 0) + 1
    return found


def habits(world: World, begin: date, stop: date) -> dict[str, tuple[int, int]]:
    """Habit to (how many were looked at, how many show it)."""
    out = [(row, w) for row, w in world.out() if begin <= day(w.published_at) < stop]
    of = {row.pk: [a for a in world.all_actions if a.incident_id == row.pk] for row, _ in out}
    old = [row for row, w in out if day(w.published_at) < world.today - timedelta(days=90)]
    letters = [sum(len(s.body) for s in Section.objects.filter(postmortem=w)) for _, w in out]
    late = [value for at, value in world.counted("on-time") if begin <= at < stop]
    missed = [value for at, value in world.counted("deadline") if begin <= at < stop]
    rooms = list(rooms_of(world, begin, stop))
    return {
        "theatre": (len(old), sum(all(a.state != "done" for a in of[row.pk]) for row in old)),
        "empty": (len(out), sum(not of[row.pk] for row, _ in out)),
        "late": (len(late), sum(not value for value in late)),
        "no-follow-up": (len(missed), sum(not value for value in missed)),
        "echo-chamber": (len(rooms), sum(len(teams) == 1 for teams in rooms)),
        "too-much": (len(out), sum(n > 18_000 for n in letters)),
    }


def rooms_of(world: World, begin: date, stop: date) -> Iterable[set[int]]:
    for meeting in world.meetings:
        if meeting.state == "ended" and meeting.started_at and begin <= day(meeting.started_at) < stop:
            there = [one.user_id for one in Attendee.objects.filter(meeting=meeting) if one.joined_at]
            if teams := {m.team_id for m in Membership.objects.all() if m.user_id in there}:
                yield teams
