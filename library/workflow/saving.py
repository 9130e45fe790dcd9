"""Searches that somebody keeps. They are their owner's alone: the record says that one was made, not what it asks."""

from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused
from library.models import SavedSearch
from library.workflow.telling import meet, wait_for_sweep

MOST = 100


@transaction.atomic
def save_search(*, by: User, name: str, address: str, follow: bool = False) -> SavedSearch:
    policy.require("library.save_search", by)
    # Not against notices to this person, which a sweep may be writing that this waits for below.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if SavedSearch.objects.visible_to(by).count() >= MOST:
        raise Refused(f"You keep {MOST} searches already. Remove one first.")
    _require_new(by, name)
    search = SavedSearch.objects.create(user=by, name=name, address=address)
    record("search.saved", search, by=by)
    return follow_search(search, by=by) if follow else search


@transaction.atomic
def rename_search(search: SavedSearch, *, by: User, name: str) -> SavedSearch:
    search = _held(search, by)
    if search.name != name:
        _require_new(by, name, but=search)
        search.name = name
        search.save(update_fields=["name"])
        record("search.renamed", search, by=by)
    return search


@transaction.atomic
def remove_search(search: SavedSearch, *, by: User) -> SavedSearch:
    """Until it is brought back, nobody is told of anything it finds."""
    search = _held(search, by)
    if search.removed_at is None:
        search.removed_at = clock.now()
        search.save(update_fields=["removed_at"])
        record("search.removed", search, by=by)
    return search


@transaction.atomic
def restore_search(search: SavedSearch, *, by: User) -> SavedSearch:
    search = _held(search, by)
    if search.removed_at is not None:
        _require_new(by, search.name)
        search.removed_at = None
        search.save(update_fields=["removed_at"])
        if search.is_followed:
            wait_for_sweep()
            meet(search)
        record("search.restored", search, by=by)
    return search


@transaction.atomic
def follow_search(search: SavedSearch, *, by: User) -> SavedSearch:
    """What it finds from now on is told, once for each write-up."""
    search = _held(search, by)
    if not search.is_followed:
        wait_for_sweep()
        meet(search)
        search.followed_at = clock.now()
        search.save(update_fields=["followed_at"])
        record("search.followed", search, by=by)
    return search


@transaction.atomic
def unfollow_search(search: SavedSearch, *, by: User) -> SavedSearch:
    search = _held(search, by)
    if search.is_followed:
        search.followed_at = None
        search.save(update_fields=["followed_at"])
        record("search.unfollowed", search, by=by)
    return search


def _held(search: SavedSearch, by: User) -> SavedSearch:
    policy.require("library.edit_search", by, search)
    held: SavedSearch = SavedSearch.objects.select_related("user").locked(search.pk)
    return held


def _require_new(by: User, name: str, *, but: SavedSearch | None = None) -> None:
    rows = SavedSearch.objects.visible_to(by).filter(name__iexact=name)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise Refused(f"You keep a search called “{name}” already. Choose another name.")
