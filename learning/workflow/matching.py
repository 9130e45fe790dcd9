"""Followed searches that find write-ups from elsewhere: their owners are told of each once, when it is kept."""

from __future__ import annotations

from django.db import connection
from django.http import QueryDict

from accounts.models import User
from activity.notify import Telling, tell_many
from kit import clock
from learning.elsewhere import keys_elsewhere
from learning.models import External, ExternalMatch
from library.asking import SearchForm
from library.models import SavedSearch
from library.search import Wanted
from library.workflow.telling import KIND

# Distinguishes this advisory lock from any other's.
KEEPING = 0x11C


def wait_for_keeping() -> None:
    """Until the transaction ends, nothing is kept and nothing is followed meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEEPING])


def meet(search: SavedSearch) -> None:
    """What it finds now is known, and nobody is told of it."""
    wait_for_keeping()
    _met(search, keys_elsewhere(_wanted(search)))


def tell_followers(external: External, *, by: User) -> None:
    """Whoever keeps it knows of it."""
    wait_for_keeping()
    tellings = []
    for search in SavedSearch.objects.followed().select_related("user").iterator():
        new = _met(search, keys_elsewhere(_wanted(search), [external.pk]))
        if search.user_id != by.pk:
            key = f"search:{search.pk}:external:{external.pk}"
            tellings += [(Telling(KIND, to=[search.user], key=key), match) for match in new]
    if tellings:
        tell_many(tellings)


def _wanted(search: SavedSearch) -> Wanted:
    return SearchForm(QueryDict(search.address)).wanted


def _met(search: SavedSearch, keys: list[int]) -> list[ExternalMatch]:
    """Those that were not known before."""
    known = set(ExternalMatch.objects.filter(search=search, external__in=keys).values_list("external", flat=True))
    now = clock.now()
    rows = [ExternalMatch(search=search, external_id=key, at=now) for key in keys if key not in known]
    return ExternalMatch.objects.bulk_create(rows)
