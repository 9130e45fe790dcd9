from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from activity.record import record
from incidents.models import Service
from incidents.workflow.changes import plain
from kit import clock, slugs
from kit.errors import Refused

EDITABLE = frozenset(("name", "team", "tier", "description", "depends_on"))


@transaction.atomic
def add_service(
    *, by: User, name: str, team: Team, tier: int = 2, description: str = "", depends_on: Iterable[Service] = ()
) -> Service:
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
    service.depends_on.set(depends_on)
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
    changed = _depend(service, changes.pop("depends_on")) if "depends_on" in changes else {}
    for name, after in changes.items():
        before = getattr(service, name)
        if before != after:
            setattr(service, name, after)
            changed[name] = [plain(before), plain(after)]
    if changed:
        service.save(update_fields=[name for name in changed if name != "depends_on"])
        record("service.edited", service, by=by, data={"changes": changed})
    return service


def _depend(service: Service, wanted: Iterable[Service]) -> dict[str, list[Any]]:
    """What changed, by name. A service does not depend on itself."""
    before, after = {row.pk: row.name for row in service.depends_on.all()}, {row.pk: row.name for row in wanted}
    after.pop(service.pk, None)
    if before == after:
        return {}
    service.depends_on.set(after)
    return {"depends_on": [sorted(before.values()), sorted(after.values())]}


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
