"""The whole write-up as one plain value: what a revision freezes, a reader sees and a reviewer compares."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from actions.models import Action
from incidents import durations
from incidents.models import Incident, IncidentRelation, QuietSpell, TimelineEntry
from kit.compiled import Compiled
from postmortems.models import (
    ContributingFactor,
    Defence,
    FactorCategory,
    ImpactFigure,
    Mitigator,
    Postmortem,
    Revision,
    Section,
    WhatIf,
    Why,
)
from postmortems.reasons import factors, whys
from postmortems.supplied.shape import SUMMARY

Content = dict[str, Any]

# Blocks that belong to the write-up alone; the rest is the incident's and follows it.
OWN_BLOCKS = ("impact", "whys", "factors", "defences", "mitigators", "whatifs")
# Left out while they have no rows, so that a text frozen before they existed is the same text today.
LATER = ("defences", "mitigators", "whatifs")

_FIELDS: dict[str, tuple[str, ...]] = {
    "sections": ("key", "title", "block", "body"),
    "impact": ("area", "label", "value", "detail", "certainty"),
    "timeline": (
        *("at", "kind", "text", "who", "told", "source", "evidence_label", "evidence_url", "certainty"),
        *("known", "options", "missing", "starred", "milestone"),
    ),
    "quiet": ("start_at", "end_at", "note"),
    "whys": ("pk", "parent_id", "question", "answer", "is_root", "evidence_label", "evidence_url"),
    "factors": ("category", "text", "risk_reason", "risk_until"),
    "defences": ("layer", "purpose", "outcome", "detail"),
    "mitigators": ("text", "effect"),
    "whatifs": ("question", "answer"),
    "actions": ("number", "title", "due_on", "priority", "category", "effort", "done_when", "benefit", "ticket"),
}


def freeze(postmortem: Postmortem) -> Content:
    """The present text and data, in JSON's own types: times are ISO 8601 in UTC, lists are in reading order.

    Whys name their parent by position, so that the same tree typed again is the same content. How far an action
    has come is left out: it is read live. Related incidents are only named, because who reads may not know of them.
    One query, and the incident's when it was not read yet.
    """
    [(title, *found)] = PARTS.rows(postmortem.pk)
    parts = {name: [json.loads(each) for each in rows] for name, rows in zip(_names(), found, strict=True)}
    return _content(postmortem.incident, {"title": title, **parts})


def frozen(postmortems: Sequence[Postmortem]) -> Iterator[Content]:
    """`freeze` of each, in one query for all."""
    rows = Postmortem.objects.filter(pk__in=[each.pk for each in postmortems]).annotate(**_parts())
    found = {row["pk"]: row for row in rows.values(*_parts(), "pk", "title")}
    for postmortem in postmortems:
        yield _content(postmortem.incident, found[postmortem.pk])


def _content(incident: Incident, found: dict[str, Any]) -> Content:
    return {
        "title": found["title"],
        "severity": incident.severity,
        "kind": incident.kind,
        "sections": found["f_sections"],
        "impact": found["f_impact"],
        "milestones": {name: at.isoformat() if at else None for name, at in incident.milestones.items()},
        "durations": _durations(incident),
        "timeline": found["f_timeline"],
        "quiet": found["f_quiet"],
        "whys": whys(found["f_whys"]),
        "factors": factors(found["f_factors"]),
        "actions": found["f_actions"],
        "related": found["f_related"],
        **{name: rows for name in LATER if (rows := found[f"f_{name}"])},
    }


def content_hash(content: Content) -> str:
    """The same for the same text and data, however they were stored."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def present_hash(postmortem: Postmortem) -> str:
    return content_hash(freeze(postmortem))


def shown(postmortem: Postmortem) -> Content:
    """What a reader sees: the published revision, or the present draft while there is none."""
    if postmortem.revision_id is None:
        return freeze(postmortem)
    content: Content = Revision.objects.values_list("content", flat=True).get(pk=postmortem.revision_id)
    return content


def summary(content: Content) -> str:
    """The text of the executive summary; the first section's when a template has none."""
    sections = content["sections"]
    found = next((each for each in sections if each["key"] == SUMMARY), sections[0] if sections else None)
    return found["body"].strip() if found else ""


def own_part(content: Content) -> Content:
    """What a restore brings back: the texts and the blocks that are the write-up's own."""
    part: Content = {name: content.get(name, []) for name in OWN_BLOCKS}
    return {**part, "bodies": {each["key"]: each["body"] for each in content["sections"]}}


@cache
def _names() -> list[str]:
    return list(_parts())


def _of(pk: int) -> QuerySet[Any]:
    return Postmortem.objects.filter(pk=pk).annotate(**_parts()).values_list("title", *_parts())


# Asked every second of each text in review that somebody changes.
PARTS = Compiled(_of, -1_234_567)


def _parts() -> dict[str, ArraySubquery]:
    return {
        f"f_{name}": ArraySubquery(rows.values(json=JSONObject(**shape))) for name, (rows, shape) in _rows().items()
    }


def _rows() -> dict[str, tuple[QuerySet[Any], dict[str, Any]]]:
    """Rows of each part, in reading order, and the shape of one."""
    mine, theirs = {"postmortem": OuterRef("pk")}, {"incident": OuterRef("incident")}
    by_number = Action.objects.filter(factors=OuterRef("pk")).order_by("number").values("number")
    owner = {"owner": F("owner__handle")}
    shown = TimelineEntry.objects.filter(pk=OuterRef("evidence_entry")).kept()
    entry = {"evidence_at": Subquery(shown.values("at")), "evidence_text": Subquery(shown.values("text"))}
    name = FactorCategory.objects.filter(key=OuterRef("category")).values("name")
    return {
        "sections": (Section.objects.filter(**mine).order_by("order"), _shape("sections")),
        "impact": (ImpactFigure.objects.filter(**mine).order_by("order", "pk"), _shape("impact")),
        "timeline": (TimelineEntry.objects.filter(**theirs).kept().in_order(), _shape("timeline")),
        "quiet": (QuietSpell.objects.filter(**theirs).order_by("start_at", "pk"), _shape("quiet")),
        "whys": (Why.objects.filter(**mine).order_by("order", "pk"), _shape("whys") | entry),
        "factors": (
            ContributingFactor.objects.filter(**mine).order_by("category", "order", "pk"),
            _shape("factors")
            | {"risk_owner": F("risk_owner__handle"), "actions": ArraySubquery(by_number)}
            | {"category_name": Subquery(name)},
        ),
        "defences": (
            Defence.objects.filter(**mine).order_by("order", "pk"),
            _shape("defences") | {"closed_by": F("closed_by__number")},
        ),
        "mitigators": (Mitigator.objects.filter(**mine).order_by("order", "pk"), _shape("mitigators")),
        "whatifs": (WhatIf.objects.filter(**mine).order_by("order", "pk"), _shape("whatifs")),
        "actions": (Action.objects.filter(**theirs).order_by("number"), _shape("actions") | owner),
        "related": (
            IncidentRelation.objects.filter(**theirs).order_by("pk"),
            {"number": F("other__number"), "kind": F("kind"), "reason": F("reason")},
        ),
    }


def _shape(part: str) -> dict[str, Any]:
    return {name: F(name) for name in _FIELDS[part]}


def _durations(incident: Incident) -> list[Content]:
    return [
        {
            "key": each.duration.key,
            "short": each.duration.short,
            "name": each.duration.name,
            "state": str(each.state),
            "seconds": each.seconds,
            "formula": each.formula,
        }
        for each in durations.measure(incident.milestones, is_open=incident.is_open)
    ]
