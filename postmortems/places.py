"""The places of a write-up that a comment can be on, apart from words: what their names mean and what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import User
from actions.models import Action
from incidents.models import Incident, IncidentRelation, TimelineEntry
from kit import markdown
from kit.errors import Refused
from postmortems.models import ContributingFactor, Defence, ImpactFigure, Mitigator, Postmortem, Section, WhatIf, Why
from postmortems.models.comment import DISCUSSION

GONE = "What you want to comment on is not there any more. Comment on its section instead."
WORDS = 40

# Actions go by their number, as on the page.
# Block → the rows it shows, what they hang on, and the fields that say what a row says.
ROWS: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "impact": (ImpactFigure, "postmortem", ("value", "label")),
    "whys": (Why, "postmortem", ("question",)),
    "factors": (ContributingFactor, "postmortem", ("text",)),
    "defences": (Defence, "postmortem", ("layer", "detail")),
    "mitigators": (Mitigator, "postmortem", ("text",)),
    "whatifs": (WhatIf, "postmortem", ("question",)),
    "actions": (Action, "incident", ("title",)),
    "timeline": (TimelineEntry, "incident", ("text",)),
    # Not everybody who reads the thread may know of the other incident, so nothing of it is quoted.
    "related": (IncidentRelation, "incident", ()),
}
# Rows that share a block with others.
SHARED = {"mitigators": "defences"}


@dataclass(frozen=True)
class Place:
    """`section` is empty for the whole; `quote` is what a row says."""

    section: Section | None
    at: str = ""
    quote: str = ""

    @property
    def key(self) -> str:
        return self.section.key if self.section else ""

    @property
    def label(self) -> str:
        return self.section.title if self.section else "The whole write-up"


def place(postmortem: Postmortem, reader: User, *, section: str = "", at: str = "") -> Place:
    """Raises Refused when there is none that the reader sees. A block or a row says itself which section it is in."""
    sections = Section.objects.filter(postmortem=postmortem)
    if at == DISCUSSION:
        return Place(None, at)
    if not at:
        return Place(_one(sections, key=section) if section else None)
    kind, _, rest = at.partition(":")
    block, _, pk = rest.partition(":")
    found = _one(sections, block=SHARED.get(block, block)) if block and kind in ("block", "row") else None
    if found is None or (kind == "row") != bool(pk):
        raise Refused(GONE)
    return Place(found, at, _said(postmortem, reader, block, pk) if pk else "")


def _one(sections: Any, **lookup: str) -> Section:
    found: Section | None = sections.filter(**lookup).first()
    if found is None:
        raise Refused(GONE)
    return found


def _said(postmortem: Postmortem, reader: User, block: str, pk: str) -> str:
    if block not in ROWS or not pk.isdecimal() or len(pk) > 18:
        raise Refused(GONE)
    model, hangs_on, fields = ROWS[block]
    parent = postmortem.pk if hangs_on == "postmortem" else postmortem.incident_id
    key = "number" if model is Action else "pk"
    if model is IncidentRelation:
        rows = _relations(postmortem.incident_id, reader).filter(pk=pk)
    else:
        rows = model.objects.filter(**{key: pk, hangs_on: parent})
    row = (rows.kept() if model is TimelineEntry else rows).first()
    if row is None:
        raise Refused(GONE)
    return markdown.excerpt(" ".join(str(getattr(row, name)) for name in fields), words=WORDS)


def _relations(incident_id: int, reader: User) -> Any:
    """From either side, to incidents that the reader may know of."""
    known = Incident.objects.visible_to(reader)
    ours, theirs = Q(incident=incident_id, other__in=known), Q(other=incident_id, incident__in=known)
    return IncidentRelation.objects.filter(ours | theirs)
