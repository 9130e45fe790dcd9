"""Followed searches: their owners are told of a write-up once, in the transaction that made it findable."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection
from django.http import QueryDict

from activity.notify import Telling, tell_many
from kit import clock
from library import elsewhere
from library.asking import SearchForm
from library.models import Entry, Match, SavedSearch
from library.search import Wanted, every, narrowed

KIND = "search_matched"
# Distinguishes this advisory lock from any other's.
SWEEPING = 0x11B
TOLD_OF = (Entry.State.PUBLISHED,)


def wait_for_sweep() -> None:
    """Until the transaction ends, nothing is made findable meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SWEEPING])


def tell_followers(incident_ids: list[int]) -> None:
    entries = Entry.objects.filter(pk__in=incident_ids)
    # Almost everything that changes is a draft that somebody types in.
    if not entries.exists():
        return
    for search in SavedSearch.objects.followed().select_related("user").iterator():
        found = narrowed(search.user, wanted(search), incident_ids)
        new = _met(search, found)
        tellings = [
            (Telling(KIND, to=[search.user], key=f"search:{search.pk}:{match.incident_id}"), match) for match in new
        ]
        if tellings:
            tell_many(tellings)


def meet(search: SavedSearch) -> None:
    """What it finds now is known, and nobody is told of it."""
    _met(search, every(search.user, wanted(search)))
    elsewhere.meet(search)


def wanted(search: SavedSearch) -> Wanted:
    """As it was saved; drafts are told of only where the search asks for them."""
    asked = SearchForm(QueryDict(search.address)).wanted
    if asked.chosen.get("state"):
        return asked
    states = [*TOLD_OF, *([Entry.State.NONE] if asked.everything else [])]
    return replace(asked, chosen=asked.chosen | {"state": [str(state.value) for state in states]})


def _met(search: SavedSearch, incident_ids: list[int]) -> list[Match]:
    """Those that were not known before."""
    known = set(Match.objects.filter(search=search, incident__in=incident_ids).values_list("incident", flat=True))
    now = clock.now()
    rows = [Match(search=search, incident_id=key, at=now) for key in incident_ids if key not in known]
    return Match.objects.bulk_create(rows)
