"""Who read what: counted without knowing who, and each newcomer's own progress."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac

from accounts import policy
from accounts.models import Team, User
from activity.record import record
from kit import clock
from kit.errors import Refused
from learning.models import External, Read, ReadingItem, ReadingMark
from postmortems.models import Postmortem

MOST_ITEMS = 40


@transaction.atomic
def count_read(postmortem: Postmortem, *, by: User) -> bool:
    """Count that one more person read it to its end; a person counts once. Not put on the record.

    The row cannot be led back to the person without the installation's key.
    """
    policy.require("learning.read", by, postmortem)
    if not postmortem.is_published:
        return False
    digest = salted_hmac("learning.read", f"{postmortem.pk}:{by.pk}", algorithm="sha256").hexdigest()
    teams = sorted(by.team_ids)
    return bool(Read.objects.get_or_create(postmortem=postmortem, reader=digest, defaults={"teams": teams})[1])


@transaction.atomic
def put_on_list(
    team: Team,
    *,
    by: User,
    postmortem: Postmortem | None = None,
    external: External | None = None,
    why: str = "",
) -> ReadingItem:
    """At the end of what a team would have its newcomers read. What is there already stays where it is."""
    policy.require("learning.edit_reading_list", by, team)
    Team.objects.locked(team.pk)
    if postmortem is not None and not postmortem.is_published:
        raise Refused("This write-up is not published yet.")
    mine = ReadingItem.objects.filter(team=team)
    if known := mine.filter(postmortem=postmortem, external=external).first():
        return known
    if mine.count() >= MOST_ITEMS:
        raise Refused(f"A newcomer has read enough after {MOST_ITEMS}. Take one off first.")
    last = mine.aggregate(last=Max("order"))["last"] or 0
    item: ReadingItem = ReadingItem.objects.create(
        team=team, postmortem=postmortem, external=external, why=why.strip(), order=last + 1, added_by=by
    )
    record("reading.added", team, by=by)
    return item


@transaction.atomic
def take_off_list(item: ReadingItem, *, by: User) -> Team:
    policy.require("learning.edit_reading_list", by, item)
    ReadingItem.objects.filter(pk=item.pk).delete()
    record("reading.removed", item.team, by=by)
    return item.team


@transaction.atomic
def move_on_list(item: ReadingItem, *, by: User, up: bool) -> Team:
    policy.require("learning.edit_reading_list", by, item)
    rows = list(ReadingItem.objects.filter(team=item.team).select_for_update().order_by("order", "pk"))
    place = next((at for at, row in enumerate(rows) if row.pk == item.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is not None and other is not None and 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for order, row in enumerate(rows, 1):
            row.order = order
        ReadingItem.objects.bulk_update(rows, ["order"])
        record("reading.moved", item.team, by=by)
    return item.team


@transaction.atomic
def mark_item(item: ReadingItem, *, by: User, read: bool) -> None:
    """One's own progress, which nobody else is shown; so it is not on the record."""
    policy.require("learning.read", by)
    if read:
        ReadingMark.objects.get_or_create(item=item, user=by, defaults={"at": clock.now()})
    else:
        ReadingMark.objects.filter(item=item, user=by).delete()
