from __future__ import annotations

from typing import Any

from api.showing.addresses import page
from postmortems.models import Postmortem, Section

PLAIN = ("reference", "title", "state", "started_at", "published_at", "changed_at")
SECTION = ("key", "title", "required", "prose", "version", "body", "guidance")


def write_up_row(postmortem: Postmortem) -> dict[str, Any]:
    return {name: getattr(postmortem, name) for name in PLAIN} | {"page": page(postmortem)}


def write_up_whole(postmortem: Postmortem) -> dict[str, Any]:
    """Of a row read by `views.write_ups.whole`."""
    return write_up_row(postmortem) | {
        "template": postmortem.template_version.template.name,
        "authors": [_person(one.user) for one in postmortem.authorships.all()],
        "reviewers": [_person(one.user) for one in postmortem.reviewers.all()],
        "executive_summary": postmortem.summary,
        "sections": [section(row) for row in postmortem.sections.all()],
        "version": postmortem.version,
    }


def section(row: Section) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SECTION}


def _person(user: Any) -> dict[str, str]:
    return {"handle": user.handle, "name": user.name}
