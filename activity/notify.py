"""Turning "tell these people" into rows; the sweeper sends them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models

from activity.kinds import KINDS
from activity.models import Notice, Preference
from activity.subjects import label_of, reference_of
from activity.wake import wake_sweeper
from kit import clock

COLUMNS = (
    "key text, kind text, recipient_id bigint, address text, channel text, subject_type text, subject_id bigint,"
    " reference text, actor_id bigint, data jsonb, due_at timestamptz"
)
NAMES = ", ".join(column.split()[0] for column in COLUMNS.split(", "))
INSERT = f"""
INSERT INTO activity_notice ({NAMES}, created_at, state, attempts, message_id, outcome)
SELECT {NAMES}, %s, 'due', 0, '', '' FROM jsonb_to_recordset(%s) AS told ({COLUMNS})
ON CONFLICT DO NOTHING
"""  # noqa: S608  (nothing but names above)


@dataclass(frozen=True)
class Telling:
    """Tell `to` about the verb's subject by a notice of this kind.

    `key` makes it once-only for ever (the ladder uses it); without one each activity tells once. `due_at` maps a
    person's pk to when they hear; absent means now. `addresses` are mailing lists. `data` holds numbers and choices
    for the template, never titles or prose: those are read at sending, under the reader's own rights.
    """

    kind: str
    to: Iterable[Any] = ()
    addresses: Iterable[str] = ()
    # Rooms, as activity.chat.addresses() names them.
    chats: Iterable[str] = ()
    key: str = ""
    due_at: dict[int, datetime] = field(default_factory=dict)
    address_due_at: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)


def tell(telling: Telling, subject: models.Model, *, by: Any, cause: Any = None) -> int:
    """Write the notice rows; those already there stay as they are. Answers how many rows were asked for."""
    return tell_many([(telling, subject)], by=by, cause=cause)


def tell_many(tellings: Sequence[tuple[Telling, models.Model]], *, by: Any = None, cause: Any = None) -> int:
    """Like `tell` for many subjects at once: the cost in queries does not grow with their number."""
    told = [(telling, subject, _people(telling, by)) for telling, subject in tellings]
    by_kind: dict[str, set[int]] = defaultdict(set)
    for telling, _, people in told:
        by_kind[telling.kind] |= people
    wanted = {kind: _channels(kind, list(people)) for kind, people in by_kind.items()}
    rows = []
    for telling, subject, people in told:
        key = telling.key or f"{telling.kind}:{cause.pk if cause else clock.now().isoformat()}"
        rows += [
            _row(telling, subject, by, key, channel, recipient_id=pk, due_at=telling.due_at.get(pk))
            for pk in sorted(people)
            for channel in wanted[telling.kind][pk]
        ]
        rows += [
            _row(telling, subject, by, key, channel, address=address, due_at=telling.address_due_at)
            for channel, addresses in (("email", telling.addresses), ("chat", telling.chats))
            for address in sorted(set(addresses))
            if address
        ]
    if rows:
        _insert(rows)
        wake_sweeper()
    return len(rows)


def _people(telling: Telling, by: Any) -> set[int]:
    """Ids of the active people to tell; nobody is told of what they did themselves, no program of anything."""
    people = {person.pk for person in telling.to if person is not None and person.is_active and not person.is_service}
    return people - {by.pk} if by is not None and not telling.key else people


def _row(
    telling: Telling,
    subject: models.Model,
    by: Any,
    key: str,
    channel: str,
    *,
    recipient_id: int | None = None,
    address: str = "",
    due_at: datetime | None = None,
) -> dict[str, Any]:
    return {
        "key": key,
        "kind": telling.kind,
        "recipient_id": recipient_id,
        "address": address,
        "channel": channel,
        "subject_type": label_of(subject),
        "subject_id": subject.pk,
        "reference": reference_of(subject),
        "actor_id": by.pk if by is not None else None,
        "data": telling.data,
        "due_at": (due_at or clock.now()).isoformat(),
    }


def _insert(rows: list[dict[str, Any]]) -> None:
    """As one document: a tick of the ladder writes thousands, and making a model of each took most of its time."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [clock.now(), json.dumps(rows)])


def _channels(kind: str, people: list[int]) -> dict[int, list[str]]:
    """Channels per person: the kind's defaults, changed by preferences, never below what is required."""
    rule = KINDS[kind]
    defaults = {Notice.Channel.INBOX: rule.inbox, Notice.Channel.EMAIL: rule.email}
    chosen = {
        (user_id, channel): wanted
        for user_id, channel, wanted in Preference.objects.filter(user__in=people, kind=kind).values_list(
            "user_id", "channel", "wanted"
        )
    }
    return {
        pk: [
            channel
            for channel, default in defaults.items()
            if chosen.get((pk, channel), default) or (channel == Notice.Channel.INBOX and rule.required_in_inbox)
        ]
        for pk in people
    }
