"""Everything of one write-up that its reader may have, as plain values: what every export is made of."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from actions.models import Action
from incidents.models import Incident
from postmortems import content
from postmortems.models import Comment, Postmortem

ACTION = ("state", "description", "gain", "ticket_url", "evidence", "evidence_url", "rationale")
INCIDENT = ("title", "kind", "severity", "visibility", "proactive", "summary", "detected_by", "trigger")
SECTION = ("key", "title", "block", "prose", "required", "order", "most_words")


def whole(postmortem: Postmortem, *, reader: User, with_comments: bool = False) -> dict[str, Any]:
    """As it is published, or as it stands. Expects that the reader may see it; asks what else they may know of."""
    postmortem = Postmortem.objects.select_related("incident", "template_version__template").get(pk=postmortem.pk)
    incident = postmortem.incident
    text = dict(content.shown(postmortem))
    rows = {row["key"]: row for row in postmortem.sections.values(*SECTION)}
    text["actions"] = _actions(incident)
    text["related"] = _known(text["related"], reader)
    found: dict[str, Any] = {
        "incident": _incident(incident, text),
        "write_up": _write_up(postmortem),
        "sections": [rows.get(each["key"], _bare(each, order)) for order, each in enumerate(text["sections"])],
        "durations": [each for each in text["durations"] if each["state"] == "recorded"],
        "content": {**{name: [] for name in content.LATER}, **text},
    }
    if with_comments:
        found["comments"] = _comments(postmortem)
        found["approvals"] = _approvals(postmortem)
    return found


def _incident(incident: Incident, text: dict[str, Any]) -> dict[str, Any]:
    given = {name: getattr(incident, name) for name in INCIDENT}
    return {
        "reference": incident.reference,
        **given,
        "severity": text["severity"],
        "kind": text["kind"],
        "services": list(incident.services.order_by("name").values_list("name", flat=True)),
        "tags": [f"{tag.kind}: {tag.name}" for tag in incident.tags.all()],
        "users_percent": str(incident.users_percent) if incident.users_percent is not None else None,
        "users_affected": incident.users_affected,
        "criteria": list(incident.criteria),
        "detected_by": incident.detected_by,
    }


def _write_up(postmortem: Postmortem) -> dict[str, Any]:
    authors = postmortem.authorships.select_related("user").order_by("-leads", "pk")
    return {
        "state": postmortem.state,
        "template": postmortem.template_version.template.slug,
        "template_version": postmortem.template_version.number,
        "authors": [authorship.user.handle for authorship in authors],
        "published_at": postmortem.published_at.isoformat() if postmortem.published_at else None,
        "revision": postmortem.revision.number if postmortem.revision else None,
    }


def _actions(incident: Incident) -> list[dict[str, Any]]:
    """As they are now: how far each has come is read live everywhere."""
    names = ("number", "title", "due_on", "priority", "category", "effort", "done_when", "benefit", "ticket", *ACTION)
    rows = Action.objects.filter(incident=incident).order_by("number").values(*names, "owner__handle")
    return [
        {**{name: row[name] for name in names}, "owner": row["owner__handle"], "due_on": _day(row["due_on"])}
        for row in rows
    ]


def _known(related: list[dict[str, Any]], reader: User) -> list[dict[str, Any]]:
    numbers = [each["number"] for each in related]
    seen = set(Incident.objects.visible_to(reader).filter(number__in=numbers).values_list("number", flat=True))
    return [each for each in related if each["number"] in seen]


def _bare(section: dict[str, Any], order: int) -> dict[str, Any]:
    """A section that the frozen text has, and the present layout does not."""
    given = {name: section[name] for name in ("key", "title", "block")}
    return {**given, "prose": True, "required": False, "order": order, "most_words": None}


def _comments(postmortem: Postmortem) -> list[dict[str, Any]]:
    """What was taken back is nobody's to read any more."""
    rows = Comment.objects.filter(thread__postmortem=postmortem, removed_at__isnull=True)
    rows = rows.select_related("by", "thread").order_by("pk")
    return [
        {
            "thread": row.thread_id,
            "section": row.thread.section,
            "by": row.by.handle,
            "at": row.at.isoformat(),
            "body": row.body,
            "replaces": row.replaces,
            "suggests": row.replacement,
            "outcome": row.outcome,
            "resolved": row.thread.resolved_at is not None,
        }
        for row in rows
    ]


def _approvals(postmortem: Postmortem) -> list[dict[str, Any]]:
    rows = postmortem.verdicts.select_related("reviewer", "revision").order_by("pk")
    return [
        {
            "reviewer": row.reviewer.handle,
            "outcome": row.outcome,
            "revision": row.revision.number,
            "at": row.at.isoformat(),
            "summary": row.summary,
        }
        for row in rows
    ]


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
