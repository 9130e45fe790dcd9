"""Write-ups from elsewhere: kept by their address and a summary in own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from actions import workflow as actions
from actions.models import Action
from activity.record import record
from incidents.models import Tag
from kit import clock
from kit.errors import Refused, Stale
from learning.models import External
from learning.workflow.matching import tell_followers

EDITABLE = ("url", "title", "publisher", "published_on", "summary")


@transaction.atomic
def keep_external(
    *,
    by: User,
    url: str,
    title: str,
    summary: str,
    publisher: str = "",
    published_on: date | None = None,
    tags: Iterable[Tag] = (),
) -> External:
    """Nothing is fetched from the address. The same address again answers what is kept of it."""
    policy.require("learning.edit_externals", by)
    if known := External.objects.kept().filter(url=url).first():
        return known
    _require(url, title, summary)
    external: External = External.objects.create(
        url=url,
        title=title.strip(),
        summary=summary.strip(),
        publisher=publisher.strip(),
        published_on=published_on,
        added_by=by,
        added_at=clock.now(),
    )
    external.tags.set(tags)
    record("external.kept", external, by=by)
    tell_followers(external, by=by)
    return external


@transaction.atomic
def edit_external(external: External, *, by: User, version: int, tags: Iterable[Tag] = (), **changes: Any) -> External:
    """Raises Stale, with what is there now, when it was changed since `version`."""
    policy.require("learning.edit_externals", by, external)
    external = External.objects.locked(external.pk)
    if external.version != version:
        raise Stale("Somebody changed this while you were editing. Compare, then save again.", external)
    if unknown := set(changes) - set(EDITABLE):
        raise TypeError(f"edit_external() does not change {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(external, name, value.strip() if isinstance(value, str) else value)
    _require(external.url, external.title, external.summary)
    if External.objects.kept().filter(url=external.url).exclude(pk=external.pk).exists():
        raise Refused("Another entry has this address already.")
    external.version += 1
    external.save(update_fields=[*EDITABLE, "version"])
    external.tags.set(tags)
    record("external.edited", external, by=by)
    tell_followers(external, by=by)
    return external


@transaction.atomic
def remove_external(external: External, *, by: User) -> External:
    policy.require("learning.edit_externals", by, external)
    external = External.objects.locked(external.pk)
    if external.removed_at is None:
        external.removed_at = clock.now()
        external.save(update_fields=["removed_at"])
        record("external.removed", external, by=by)
    return external


@transaction.atomic
def restore_external(external: External, *, by: User) -> External:
    policy.require("learning.edit_externals", by, external)
    external = External.objects.locked(external.pk)
    if external.removed_at is not None:
        if External.objects.kept().filter(url=external.url).exists():
            raise Refused("Another entry has this address by now.")
        external.removed_at = None
        external.save(update_fields=["removed_at"])
        record("external.restored", external, by=by)
        tell_followers(external, by=by)
    return external


@transaction.atomic
def prevent(
    external: External, *, by: User, title: str, owner: User, team: Team | None = None, once: str = "", **details: Any
) -> Action:
    """A preventive action of one's own, learned from elsewhere."""
    policy.require("actions.create", by)
    given = {**details, "source": Action.Source.OTHER_TEAM}
    action = actions.create(by=by, title=title, owner=owner, team=team, once=once, **given)
    external.actions.add(action)
    return action


def _require(url: str, title: str, summary: str) -> None:
    if not url.startswith(("https://", "http://")):
        raise Refused("An address begins with https:// or http://.")
    if not title.strip() or not summary.strip():
        raise Refused("Say in own words what it is called and what it teaches.")
