from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from activity.record import record
from incidents.models import Service
from incidents.workflow.changes import plain
from kit import clock, slugs
from kit.errors import Refused

EDITABLE = frozenset(("name", "team", "tier", "description"))


@transaction.atomic
def add_service(*, by: User, name: str, team: Team, tier: int = 2, description: str = "") -> Service:
    policy.require("incidents.edit_services", by, team)
    _require_free(name)
    service = Service.objects.create(
        name=name.strip(),
        slug=slugs.free_in(Service.objects.all(), name, otherwise="service"),
        team=team,
        tier=tier,
        description=description,
        created_at=clock.now(),
    )
    record("service.added", service, by=by, data={"name": service.name, "team": team.name})
    return service


@transaction.atomic
def edit_service(service: Service, *, by: User, **changes: Any) -> Service:
    """Its address stays the same when the name changes. Moving it needs the right over the new team, too."""
    policy.require("incidents.edit_services", by, service)
    if unknown := set(changes) - EDITABLE:
        raise TypeError(f"edit_service() does not change {', '.join(sorted(unknown))}")
    if "team" in changes:
        policy.require("incidents.edit_services", by, changes["team"])
    service = Service.objects.locked(service.pk)
    if "name" in changes:
        _require_free(changes["name"], service)
    changed = {}
    for name, after in changes.items():
        before = getattr(service, name)
        if before != after:
            setattr(service, name, after)
            changed[name] = [plain(before), plain(after)]
    if changed:
        service.save(update_fields=list(changed))
        record("service.edited", service, by=by, data={"changes": changed})
    return service


@transaction.atomic
def archive_service(service: Service, *, by: User) -> Service:
    """No longer offered for new incidents; the old ones keep naming it."""
    policy.require("incidents.edit_services", by, service)
    service = Service.objects.locked(service.pk)
    if service.archived_at is None:
        service.archived_at = clock.now()
        service.save(update_fields=["archived_at"])
        record("service.archived", service, by=by)
    return service


@transaction.atomic
def restore_service(service: Service, *, by: User) -> Service:
    policy.require("incidents.edit_services", by, service)
    service = Service.objects.locked(service.pk)
    if service.archived_at is not None:
        service.archived_at = None
        service.save(update_fields=["archived_at"])
        record("service.restored", service, by=by)
    return service


def _require_free(name: str, own: Service | None = None) -> None:
    same = Service.objects.filter(name__iexact=name.strip())
    if same.exclude(pk=own.pk if own else None).exists():
        raise Refused(f"There is already a service called {name.strip()}.")
