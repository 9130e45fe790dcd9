"""Sections that a write-up gets after it was started."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit import clock
from postmortems.models import Postmortem, Section, TemplateSection


def begin(postmortem: Postmortem, fields: Mapping[str, Any], body: str, order: int) -> Section:
    given = dict(fields) | {"body": body if fields["prose"] else "", "order": order, "changed_at": clock.now()}
    return Section.objects.create(postmortem=postmortem, **given)


def regain(postmortem: Postmortem, texts: Mapping[str, str], authors: Mapping[str, int | None]) -> None:
    """Sections that the write-up no longer has, and that somebody's last words arrived in: back at the end.

    The write-up must be locked.
    """
    wanted = {key for key, text in texts.items() if text.strip()}
    wanted -= set(postmortem.sections.filter(key__in=wanted).values_list("key", flat=True)) if wanted else set()
    if not wanted:
        return
    template = postmortem.template_version.template_id
    rows = TemplateSection.objects.filter(version__template=template, key__in=wanted, prose=True)
    rows = rows.filter(version__published_at__isnull=False)
    known = {row.key: row for row in rows.order_by("version__number")}
    last = postmortem.sections.order_by("-order").values_list("order", flat=True).first() or 0
    for place, (key, row) in enumerate(sorted(known.items()), last + 1):
        fields = {"key": key, "title": row.title, "block": "", "prose": True, "required": False}
        fields["changed_by_id"] = authors.get(key)
        begin(postmortem, fields, texts[key], place)
