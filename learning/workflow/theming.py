"""Themes that somebody makes by hand."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Incident
from kit import clock, slugs
from kit.errors import Refused, Stale
from learning.models import Theme


@transaction.atomic
def make_theme(*, by: User, name: str, description: str = "", incidents: Iterable[Incident] = ()) -> Theme:
    """The caller made sure that `by` can see the incidents."""
    policy.require("learning.edit_themes", by)
    _require_new(name, None)
    theme: Theme = Theme.objects.create(
        name=name.strip(),
        slug=slugs.free_in(Theme.objects.all(), name, otherwise="theme"),
        description=description.strip(),
        made_by=by,
        made_at=clock.now(),
    )
    theme.incidents.set(incidents)
    record("theme.made", theme, by=by, data={"name": theme.name})
    return theme


@transaction.atomic
def edit_theme(
    theme: Theme, *, by: User, version: int, name: str, description: str = "", incidents: Iterable[Incident] = ()
) -> Theme:
    """Incidents in it that `by` may not see stay in it. Raises Stale when it was changed since `version`."""
    policy.require("learning.edit_themes", by, theme)
    theme = Theme.objects.locked(theme.pk)
    if theme.version != version:
        raise Stale("Somebody changed this theme while you were editing. Compare, then save again.", theme)
    _require_new(name, theme)
    theme.name, theme.description, theme.version = name.strip(), description.strip(), theme.version + 1
    theme.save(update_fields=["name", "description", "version"])
    hidden = theme.incidents.exclude(pk__in=Incident.objects.visible_to(by).values("pk"))
    theme.incidents.set([*incidents, *hidden])
    record("theme.edited", theme, by=by, data={"name": theme.name})
    return theme


@transaction.atomic
def remove_theme(theme: Theme, *, by: User) -> Theme:
    policy.require("learning.edit_themes", by, theme)
    theme = Theme.objects.locked(theme.pk)
    if theme.removed_at is None:
        theme.removed_at = clock.now()
        theme.save(update_fields=["removed_at"])
        record("theme.removed", theme, by=by, data={"name": theme.name})
    return theme


@transaction.atomic
def restore_theme(theme: Theme, *, by: User) -> Theme:
    policy.require("learning.edit_themes", by, theme)
    theme = Theme.objects.locked(theme.pk)
    if theme.removed_at is not None:
        _require_new(theme.name, theme)
        theme.removed_at = None
        theme.save(update_fields=["removed_at"])
        record("theme.restored", theme, by=by, data={"name": theme.name})
    return theme


def _require_new(name: str, own: Theme | None) -> None:
    if not name.strip():
        raise Refused("A theme needs a name.")
    same = Theme.objects.kept().filter(name__iexact=name.strip())
    if same.exclude(pk=own.pk if own else None).exists():
        raise Refused(f"There is already a theme called {name.strip()}.")
