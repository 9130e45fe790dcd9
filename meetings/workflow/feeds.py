from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from activity.record import record
from kit import clock
from kit.errors import Refused
from meetings.models import Feed


@transaction.atomic
def make_feed(*, by: User, team: Team | None = None) -> tuple[Feed, str]:
    """A calendar and the secret of its address, which is kept nowhere; an earlier address of it stops working."""
    policy.require("meetings.read_feed", by)
    if team is not None and team.archived_at is not None:
        raise Refused("This team is archived.")
    Feed.objects.current().filter(user=by, team=team).update(revoked_at=clock.now())
    token = Feed.new_token()
    feed = Feed.objects.create(user=by, team=team, token_hash=Feed.digest(token))
    record("feed.made", feed, by=by)
    return feed, token


@transaction.atomic
def revoke_feed(feed: Feed, *, by: User) -> Feed:
    policy.require("meetings.read_feed", by, feed)
    feed = Feed.objects.locked(feed.pk)
    if feed.revoked_at is None:
        feed.revoked_at = clock.now()
        feed.save(update_fields=["revoked_at"])
        record("feed.revoked", feed, by=by)
    return feed
