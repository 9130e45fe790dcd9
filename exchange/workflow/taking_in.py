"""One file as an incident with its timeline, its write-up and its actions, by their verbs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from accounts.models import User
from actions import workflow as actions
from exchange.entries import fields_of, utc
from exchange.laying import laid
from exchange.models import ImportedFile
from exchange.own.reading import own_content
from exchange.own.taking_in import take_in_own
from exchange.pictures import placed
from exchange.proposals import proposal
from exchange.proposing import TIMES
from exchange.reading.understood import Action, Understood, moment
from incidents import workflow as incidents
from incidents.models import Incident, Service
from postmortems import workflow as postmortems
from postmortems.models import Template

HISTORY = "Imported as history: what became of it is not followed here."
SAID = "It was marked as done in the imported text."


@transaction.atomic
def take_in(file: ImportedFile, *, by: User) -> Incident:
    """An export of ours comes back as it was; any other text as it was understood and chosen."""
    own = own_content(file.text) if file.choices.get("own") else None
    if own is not None:
        return take_in_own(file, own, by=by)
    chosen = proposal(file, by) | file.choices
    found = file.found
    incident = _incident(file, found, chosen, by)
    postmortem = _write_up(file, incident, found, chosen, by)
    is_published = chosen.get("publish") == "published"
    rows = [_row(each, chosen, is_published) for each in found.actions]
    if is_published:
        actions.take_in(incident, by=by, rows=rows, running=chosen.get("open_actions") == "open")
        postmortems.publish_as_imported(postmortem, by=by, at=_published_at(found))
    else:
        actions.take_in(incident, by=by, rows=rows)
    return incident


def _incident(file: ImportedFile, found: Understood, chosen: Mapping[str, Any], by: User) -> Incident:
    zone = chosen["zone"]
    times = {name: utc(at, zone) for name in TIMES if (at := moment(chosen.get(name) or ""))}
    return incidents.take_in(
        by=by,
        title=chosen["title"],
        severity=chosen["severity"],
        kind=chosen["kind"],
        visibility=chosen.get("visibility") or Incident.Visibility.ORGANISATION,
        times=times,
        services=Service.objects.visible_to(by).filter(slug__in=chosen["services"]),
        entries=fields_of(found.entries, zone=zone, times=times),
        source=file.path.rsplit("/", 1)[-1][:120],
    )


def _write_up(file: ImportedFile, incident: Incident, found: Understood, chosen: Mapping[str, Any], by: User) -> Any:
    template = Template.objects.get(slug=chosen.get("template") or "standard")
    version = template.latest()
    sections = laid(found, list(version.sections.all()), chosen["parts"], more=_more(found, chosen))
    postmortem = postmortems.take_in(
        incident,
        by=by,
        title=chosen["title"],
        template=template,
        sections=[(each.fields, each.body) for each in sections],
        authors=list(User.objects.active().filter(handle__in=chosen.get("authors") or []).exclude(role="viewer")),
        source=file.path.rsplit("/", 1)[-1][:120],
    )
    placed(file, postmortem, by=by)
    return postmortem


def _more(found: Understood, chosen: Mapping[str, Any]) -> str:
    """What the fields of an incident cannot hold is kept in words."""
    lines = []
    if found.services and not chosen["services"]:
        lines.append(f"- Services: {found.services}")
    if found.authors and not chosen.get("authors"):
        lines.append(f"- Authors: {found.authors}")
    undated = [each.text for each in found.entries if (at := moment(each.at)) is None or at.year < 2000]
    return "\n".join(lines) + "".join(f"\n\n{text}" for text in undated)


def _row(each: Action, chosen: Mapping[str, Any], is_published: bool) -> dict[str, Any]:
    handle = (chosen.get("owners") or {}).get(each.owner, "")
    owner = User.objects.active().filter(handle=handle).exclude(role="viewer").first() if handle else None
    said = [each.text]
    if each.owner and owner is None:
        said.append(f"Owner in the imported text: {each.owner}")
    if each.due_words and not each.due:
        said.append(f"Due in the imported text: {each.due_words}")
    due = date.fromisoformat(each.due) if each.due else None
    row: dict[str, Any] = {
        "title": each.title[:200] or "Imported action",
        "description": "\n\n".join(filter(None, said))[:10_000],
        "owner": owner,
        "due_on": due if due and 2000 <= due.year < 2200 else None,
        "state": each.state,
        "priority": each.priority or "medium",
        "ticket": each.ticket[:40],
        "ticket_url": each.ticket_url[:1_000],
    }
    if each.state == "done":
        row["evidence"] = SAID
    elif is_published and chosen.get("open_actions") != "open":
        row |= {"state": "dropped", "rationale": HISTORY}
    return row


def _published_at(found: Understood) -> datetime | None:
    return datetime.combine(date.fromisoformat(found.published), time(12), UTC) if found.published else None
