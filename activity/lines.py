"""Inbox lines: what a notice says, read at the moment of showing and under the reader's rights."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404
from django.template.loader import render_to_string

from activity import addresses, subjects
from activity.models import Notice


@dataclass(frozen=True)
class Line:
    notice: Notice
    text: str
    is_hidden: bool


def render(notices: list[Notice], *, reader: Any) -> list[Line]:
    """One line per notice, in their order; one query per kind of subject, not per notice."""
    found = _subjects(notices, reader)
    lines = []
    for notice in notices:
        subject = found.get((notice.subject_type, notice.subject_id))
        if subject is None:
            lines.append(Line(notice, "", is_hidden=True))
            continue
        context = {"notice": notice, "data": notice.data, "subject": subject, "actor": notice.actor, "reader": reader}
        lines.append(Line(notice, render_to_string(f"activity/notices/{notice.kind}.html", context), is_hidden=False))
    return lines


def address(notice: Notice, *, reader: Any) -> str:
    """Where a line leads. Raises Http404 when the reader may not see it any more."""
    subject = subjects.find(notice.subject_type, notice.subject_id, visible_to=reader)
    if subject is None:
        raise Http404
    return addresses.of(notice, subject)


def _subjects(notices: list[Notice], reader: Any) -> dict[tuple[str, int], models.Model]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for notice in notices:
        wanted[notice.subject_type].add(notice.subject_id)
    found: dict[tuple[str, int], models.Model] = {}
    for label, ids in wanted.items():
        rows = apps.get_model(label)._default_manager.visible_to(reader).filter(pk__in=ids)
        if "incident" in {field.name for field in apps.get_model(label)._meta.fields}:
            rows = rows.select_related("incident")
        found.update({(label, row.pk): row for row in rows})
    return found
