"""Hits as the page shows them: with the incident they belong to, and the words that were found marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from incidents.durations import phases
from incidents.models import Incident
from library.search import START, STOP, Found, Hit, Place


@dataclass(frozen=True)
class Quotation:
    label: str
    href: str
    html: SafeString


@dataclass(frozen=True)
class Result:
    incident: Incident
    href: str
    title: SafeString
    state: str
    quotations: list[Quotation]
    more: int
    phases: list[Any]
    lasted: int
    actions: int
    done: int


def results(found: Found, user: User) -> list[Result]:
    """One query. Whoever lost sight of an incident meanwhile does not get it."""
    counted = {
        "actions_all": Count("actions", distinct=True),
        "actions_done": Count("actions", distinct=True, filter=Q(actions__state="done")),
    }
    asked = Incident.objects.visible_to(user).filter(pk__in=[hit.incident_id for hit in found.hits])
    rows: dict[int, Any] = {
        row.pk: row for row in asked.with_names().annotate(**counted).select_related("postmortem", "library_entry")
    }
    return [_result(hit, rows[hit.incident_id]) for hit in found.hits if hit.incident_id in rows]


def _result(hit: Hit, incident: Any) -> Result:
    href = getattr(incident, "postmortem", incident).get_absolute_url()
    spent = phases(incident.milestones)
    return Result(
        incident=incident,
        href=href,
        title=marked(hit.title),
        state=incident.library_entry.state,
        quotations=[_quotation(place, href) for place in hit.places],
        more=hit.more,
        phases=spent,
        lasted=sum(phase.seconds for phase in spent),
        actions=incident.actions_all,
        done=incident.actions_done,
    )


def _quotation(place: Place, href: str) -> Quotation:
    return Quotation(place.label, f"{href}#{place.anchor}" if place.anchor else href, marked(place.text))


_FOUND = re.compile(f"{START}([^{STOP}]*){STOP}")


def unmarked(text: str) -> str:
    """For where nothing is marked."""
    return text.replace(START, "").replace(STOP, "")


def marked(text: str) -> SafeString:
    """Escaped, with what was found in <mark>."""
    parts = enumerate(_FOUND.split(text))
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", part) if n % 2 else part,) for n, part in parts))
