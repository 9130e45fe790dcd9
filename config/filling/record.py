"""The record of what was done, and what people were told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from psycopg.types.json import Jsonb

from activity.models import Activity, Notice
from config.filling.organisation import Organisation
from config.filling.plan import Plan
from config.filling.progress import Progress
from config.filling.promises import Promise
from config.filling.sheets import Row, Sheet
from config.filling.stories import Story
from config.filling.write_ups import WriteUp

TOLD_DAYS, PUBLISHED_DAYS, UNREAD_DAYS = 120, 365, 6
NOTHING = Jsonb({})
ON_TIME = Jsonb({"on_time": True})


def write(stories: list[Story], write_ups: list[WriteUp], promises: list[Promise], progress: Progress) -> None:
    """In the order of time, as it would have come about."""
    done: list[tuple[datetime, int, int]] = []
    for place, story in enumerate(stories):
        done.append((story.declared_at, 0, place))
        if at := story.resolved_at:
            done.append((at, 1, place))
    for place, each in enumerate(write_ups):
        done.append((each.started_at, 2, place))
        if each.published_at:
            done.append((each.published_at, 3, place))
    for place, promise in enumerate(promises):
        done.append((promise.created_at, 4, place))
        if promise.closed_at:
            done.append((promise.closed_at, 5, place))
    done.sort()
    rows = (_activity(at, kind, place, stories, write_ups, promises) for at, kind, place in done)
    Sheet(Activity, "verb subject_type subject_id reference actor data at").copy(rows, progress)


def _activity(
    at: datetime, kind: int, place: int, stories: list[Story], write_ups: list[WriteUp], promises: list[Promise]
) -> Row:
    if kind < 2:
        story = stories[place]
        verb = "incident.resolved" if kind else "incident.declared"
        data = {"at": at.isoformat()} if kind else {"severity": story.severity, "kind": story.kind, "proactive": False}
        return verb, "incidents.incident", story.number, f"INC-{story.number}", story.people[0], Jsonb(data), at
    if kind < 4:
        each = write_ups[place]
        verb = "postmortem.published" if kind == 3 else "postmortem.started"
        data = {"revision": 2, "amended": False, "note": ""} if kind == 3 else {"template": "standard", "reason": ""}
        reference = f"INC-{each.story.number}"
        return verb, "postmortems.postmortem", each.pk, reference, each.authors[0], Jsonb(data), at
    promise = promises[place]
    reference = f"INC-{promise.incident}" if promise.incident else ""
    if kind == 4:
        told = Jsonb({"due_on": promise.due_on.isoformat()})
        return "action.created", "actions.action", promise.number, reference, promise.owner, told, at
    if promise.is_dropped:
        told = Jsonb({"rationale": "Another change made it unnecessary."})
        return "action.dropped", "actions.action", promise.number, reference, promise.owner, told, at
    return "action.completed", "actions.action", promise.number, reference, promise.owner, ON_TIME, at


def tell(plan: Plan, here: Organisation, write_ups: list[WriteUp], promises: list[Promise], progress: Progress) -> None:
    """The inboxes of the last months, most of it read; and the mails that went with it."""
    names = "key kind recipient channel subject_type subject_id reference actor data due_at created_at sent_at read_at"
    rows = (row for told in _told(plan, here, write_ups, promises) for row in told)
    Sheet(Notice, names, state="sent", attempts=1).copy(rows, progress)


def _told(plan: Plan, here: Organisation, write_ups: list[WriteUp], promises: list[Promise]) -> Iterator[Iterator[Row]]:
    for promise in promises:
        if promise.created_at > plan.today - timedelta(days=TOLD_DAYS):
            about = ("actions.action", promise.number, f"INC-{promise.incident}" if promise.incident else "")
            lead = here.leads[here.teams_of_people[promise.owner - 1] - 1]
            yield _both(plan, "action_assigned", promise.owner, about, lead, NOTHING, promise.created_at)
    for each in write_ups:
        if each.published_at and each.published_at > plan.today - timedelta(days=PUBLISHED_DAYS):
            about = ("postmortems.postmortem", each.pk, f"INC-{each.story.number}")
            data = Jsonb({"revision": 2, "amended": False})
            people = (
                each.story.people if each.story.visibility == "restricted" else here.members[each.story.teams[0] - 1]
            )
            for person in people:
                yield _both(plan, "published", person, about, each.authors[0], data, each.published_at)


def _both(
    plan: Plan, kind: str, person: int, about: tuple[str, int, str], actor: int, data: Jsonb, at: datetime
) -> Iterator[Row]:
    subject_type, pk, reference = about
    is_unread = at > plan.today - timedelta(days=UNREAD_DAYS) and pk % 2 == 0
    for channel, read_at in (("inbox", None if is_unread else at + timedelta(hours=6)), ("email", None)):
        key = f"{kind}:{pk}"
        yield key, kind, person, channel, subject_type, pk, reference, actor, data, at, at, at, read_at
