"""Rows named by slug, handle or reference in what a program sends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import Team, User
from incidents.models import Incident, Service
from incidents.references import number_of
from kit.errors import Refused


def services(slugs: Iterable[str], user: User) -> list[Service]:
    return _all(Service.objects.visible_to(user), slugs, "service")


def teams(slugs: Iterable[str], user: User) -> list[Team]:
    return _all(Team.objects.visible_to(user).open(), slugs, "team")


def team(slug: str | None, user: User) -> Team | None:
    return teams([slug], user)[0] if slug else None


def person(handle: str | None) -> User | None:
    if not handle:
        return None
    found: User | None = User.objects.active().filter(handle=handle).first()
    if found is None:
        raise Refused(f"Nobody active has the handle @{handle}.")
    return found


def incident(reference: str | None, user: User) -> Incident | None:
    if not reference:
        return None
    found = Incident.objects.visible_to(user).filter(number=number_of(reference) or 0).first()
    if found is None:
        raise Refused(f"There is no incident {reference}.")
    return found


def write_up(reference: str, user: User) -> Incident:
    """The incident whose write-up it is."""
    rows = Incident.objects.visible_to(user).filter(postmortem__isnull=False)
    found: Incident | None = rows.filter(number=number_of(reference) or 0).first()
    if found is None:
        raise Refused(f"There is no write-up of {reference}.")
    return found


def _all(rows: Any, slugs: Iterable[str], noun: str) -> list[Any]:
    wanted = list(dict.fromkeys(slugs))
    known = {row.slug: row for row in rows.filter(slug__in=wanted)} if wanted else {}
    if missing := [slug for slug in wanted if slug not in known]:
        raise Refused(f"There is no {noun} {', '.join(missing)}.")
    return [known[slug] for slug in wanted]
