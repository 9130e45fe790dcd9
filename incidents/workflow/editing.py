from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Incident, Tag
from incidents.workflow.changes import bump, locked, plain, require_version
from incidents.workflow.declaration import known_criteria
from kit.errors import Refused

PLAIN = frozenset(
    ("title", "summary", "kind", "proactive", "users_percent", "users_affected", "detected_by", "trigger", "criteria")
)
SETS = frozenset(("services", "teams"))


@transaction.atomic
def edit(incident: Incident, *, by: User, version: int, **changes: Any) -> Incident:
    """Correct the details: the fields of PLAIN and the sets of SETS. What stays the same is not recorded.

    The teams that own newly named services are involved too. Raises Stale when `version` is not the present one.
    """
    policy.require("incidents.edit", by, incident)
    incident = locked(incident)
    require_version(incident, version)
    if unknown := set(changes) - PLAIN - SETS:
        raise TypeError(f"edit() does not change {', '.join(sorted(unknown))}")
    if "title" in changes and not changes["title"].strip():
        raise Refused("An incident needs a title.")
    if "criteria" in changes:
        changes["criteria"] = known_criteria(changes["criteria"])
    changed = _edit_fields(incident, changes) | _edit_sets(incident, changes)
    if changed:
        bump(incident, *(set(changed) & PLAIN))
        record("incident.edited", incident, by=by, data={"changes": changed})
    return incident


@transaction.atomic
def tag(incident: Incident, *, by: User, tags: Any) -> Incident:
    """Replace the tags. Each is a Tag, a name, or a pair of kind and name; names not there yet are made."""
    policy.require("incidents.edit", by, incident)
    incident = locked(incident)
    wanted = {found.pk: found for found in (_tag(tag) for tag in tags)}
    before = set(incident.tags.values_list("pk", flat=True))
    if before != set(wanted):
        incident.tags.set(wanted.values())
        bump(incident)
        record("incident.tagged", incident, by=by, data={"tags": sorted(tag.name for tag in wanted.values())})
    return incident


def _edit_fields(incident: Incident, changes: dict[str, Any]) -> dict[str, list[Any]]:
    changed = {}
    for name in PLAIN & set(changes):
        before, after = getattr(incident, name), changes[name]
        if before != after:
            setattr(incident, name, after)
            changed[name] = [plain(before), plain(after)]
    return changed


def _edit_sets(incident: Incident, changes: dict[str, Any]) -> dict[str, list[Any]]:
    wanted: dict[str, list[Any]] = {name: list(changes[name]) for name in SETS & set(changes)}
    if "services" in wanted:
        known = set(incident.services.values_list("pk", flat=True))
        owners = [service.team for service in wanted["services"] if service.pk not in known]
        wanted["teams"] = [*wanted.get("teams", incident.teams.all()), *owners]
    changed = {}
    for name, rows in wanted.items():
        before = {row.pk: str(row) for row in getattr(incident, name).all()}
        after = {row.pk: str(row) for row in rows}
        if before != after:
            getattr(incident, name).set(rows)
            changed[name] = [sorted(before.values()), sorted(after.values())]
    for cached in ("involved_team_ids", "_around"):
        vars(incident).pop(cached, None)
    return changed


def _tag(given: Any) -> Tag:
    if isinstance(given, Tag):
        return given
    kind, name = (Tag.Kind.OTHER, given) if isinstance(given, str) else given
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused("A tag has 1 to 60 characters.")
    same = Tag.objects.filter(kind=kind, name__iexact=name).select_related("merged_into").first()
    if same is not None and same.merged_into is not None:
        return same.merged_into
    return same or Tag.objects.get_or_create(kind=kind, name=name)[0]
