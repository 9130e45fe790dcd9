"""An export of ours as an incident with its write-up and its actions again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from actions import workflow as actions
from exchange.models import ImportedFile
from exchange.pictures import placed
from incidents import workflow as incidents
from incidents.models import Incident, Service
from kit.errors import Refused
from postmortems import workflow as postmortems
from postmortems.content import OWN_BLOCKS
from postmortems.models import Postmortem, Template

PUBLISHED = frozenset(("published", "amending"))
ENTRY: tuple[str, ...] = (
    "kind",
    "text",
    "who",
    "told",
    "source",
    "evidence_label",
    "evidence_url",
    "certainty",
    "known",
    "options",
)
ENTRY += ("missing", "starred", "milestone")
ACTION: tuple[str, ...] = (
    "title",
    "priority",
    "category",
    "effort",
    "done_when",
    "benefit",
    "gain",
    "ticket",
    "ticket_url",
    "state",
)
ACTION += ("description", "evidence", "evidence_url", "rationale")


@transaction.atomic
def take_in_own(file: ImportedFile, own: dict[str, Any], *, by: User) -> Incident:
    """Refuses, in a sentence, what somebody edited into something that cannot be."""
    try:
        return _take_in(file, own, by)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise Refused("This export was edited so that it cannot be read any more. Export it again.") from error


def _take_in(file: ImportedFile, own: dict[str, Any], by: User) -> Incident:
    content, name = own["content"], file.path.rsplit("/", 1)[-1][:120]
    incident = _incident(own, by, name)
    made = actions.take_in(incident, by=by, rows=[_action(row) for row in content["actions"]])
    numbers = {row["number"]: action.number for row, action in zip(content["actions"], made, strict=True)}
    _relate(incident, content["related"], by)
    rows = {name: content[name] for name in OWN_BLOCKS}
    rows["factors"] = [
        {**row, "actions": [numbers[each] for each in row["actions"] if each in numbers]} for row in rows["factors"]
    ]
    rows["defences"] = [{**row, "closed_by": numbers.get(row["closed_by"])} for row in rows["defences"]]
    slug = own["write_up"].get("template", "")
    template = Template.objects.filter(slug=slug).first() or Template.objects.get(slug="standard")
    postmortem = postmortems.take_in(
        incident,
        by=by,
        title=own["content"]["title"],
        template=template,
        sections=_sections(own, template),
        authors=list(_people(own["write_up"].get("authors", []))),
        rows=rows,
        source=name,
    )
    placed(file, postmortem, by=by)
    _quiet(incident, content["quiet"], by)
    if own["write_up"]["state"] in PUBLISHED:
        _publish(postmortem, own, by)
    return incident


def _incident(own: Mapping[str, Any], by: User, source: str) -> Incident:
    given, content = own["incident"], own["content"]
    percent = given.get("users_percent")
    incident = incidents.take_in(
        by=by,
        title=str(given["title"])[:200],
        severity=given["severity"],
        kind=given["kind"],
        visibility=given.get("visibility", Incident.Visibility.ORGANISATION),
        proactive=bool(given.get("proactive")),
        summary=str(given.get("summary", ""))[:5_000],
        detected_by=str(given.get("detected_by", ""))[:120],
        trigger=str(given.get("trigger", ""))[:200],
        users_percent=Decimal(percent) if percent else None,
        users_affected=given.get("users_affected"),
        criteria=[str(each) for each in given.get("criteria", [])],
        times={name: datetime.fromisoformat(at) for name, at in content["milestones"].items()},
        services=Service.objects.visible_to(by).filter(name__in=given.get("services", [])),
        entries=[
            {"at": datetime.fromisoformat(row["at"]), **{name: row[name] for name in ENTRY}}
            for row in content["timeline"]
        ],
        source=source,
    )
    tags: list[Any] = [tuple(each.split(": ", 1)) for each in given.get("tags", []) if ": " in each]
    return incidents.tag(incident, by=by, tags=tags) if tags else incident


def _sections(own: Mapping[str, Any], template: Template) -> list[tuple[dict[str, Any], str]]:
    guidance = dict(template.latest().sections.values_list("key", "guidance"))
    return [
        (
            {name: section[name] for name in section if name != "body"}
            | {"guidance": guidance.get(section["key"], "")},
            section["body"],
        )
        for section in own["sections"]
    ]


def _action(row: Mapping[str, Any]) -> dict[str, Any]:
    found = next(iter(_people([row["owner"]] if row["owner"] else [])), None)
    given = {name: row[name] for name in ACTION}
    if row["owner"] and found is None:
        given["description"] = f"{given['description']}\n\nOwner in the export: @{row['owner']}".strip()
    return given | {"owner": found, "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None}


def _people(handles: list[str]) -> Any:
    users = {user.handle: user for user in User.objects.active().filter(handle__in=handles).exclude(role="viewer")}
    return [users[handle] for handle in handles if handle in users]


def _relate(incident: Incident, related: list[dict[str, Any]], by: User) -> None:
    """Only what whoever imports knows of."""
    seen = {
        row.number: row for row in Incident.objects.visible_to(by).filter(number__in=[r["number"] for r in related])
    }
    for row in related:
        if row["number"] in seen and row["number"] != incident.number:
            other = seen[row["number"]]
            incidents.relate(incident, by=by, other=other, kind=row["kind"], reason=row["reason"] or "Related.")


def _quiet(incident: Incident, quiet: list[dict[str, Any]], by: User) -> None:
    for row in quiet:
        start, end = datetime.fromisoformat(row["start_at"]), datetime.fromisoformat(row["end_at"])
        incidents.answer_gap(incident, by=by, start_at=start, end_at=end, note=row["note"])


def _publish(postmortem: Postmortem, own: Mapping[str, Any], by: User) -> None:
    at = own["write_up"].get("published_at")
    postmortems.publish_as_imported(postmortem, by=by, at=datetime.fromisoformat(at) if at else None)
