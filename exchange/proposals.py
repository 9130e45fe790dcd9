"""Proposals for a file, with the people, services and templates there are."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from exchange.models import ImportedFile
from exchange.proposing import proposed
from incidents.models import Service
from postmortems.models import Template


def proposal(file: ImportedFile, by: User) -> dict[str, Any]:
    template = Template.objects.get(slug=file.choices.get("template") or "standard")
    return proposed(
        file.found,
        template=list(template.latest().sections.all()),
        people=people(),
        services=dict(Service.objects.visible_to(by).values_list("slug", "name")),
        zone=by.time_zone,
    )


def people() -> dict[str, str]:
    """Names of those who can own something, by handle."""
    return dict(User.objects.active().exclude(role="viewer").exclude(is_service=True).values_list("handle", "name"))


def templates() -> list[tuple[str, str]]:
    return list(Template.objects.filter(archived_at__isnull=True).values_list("slug", "name"))
