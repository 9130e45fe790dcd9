"""Lists for spreadsheets: the columns of a list as it is narrowed in the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from accounts.guards import guards
from accounts.request import Request
from incidents import durations
from incidents.forms.filters import FilterForm
from incidents.models import Incident
from kit import clock, csv
from library.asking import SearchForm
from library.search import every
from postmortems.models import Postmortem

MOST = 20_000
EXPORT = "exchange.export"
MILESTONES = ("started", "detected", "engaged", "understood", "fix_decided", "restored", "resolved")
INCIDENTS: tuple[str, ...] = ("Incident", "Title", "Kind", "Severity", "Status", "Visibility", "Services", "Teams")
INCIDENTS += tuple(name.replace("_", " ").capitalize() for name in MILESTONES)
INCIDENTS += (*(f"{each.short} (s)" for each in durations.DURATIONS), "Users affected", "Users %", "Address")
WRITE_UPS = (
    "Incident",
    "Title",
    "State",
    "Severity",
    "Authors",
    "Started",
    "Published",
    "Amended",
    "Summary",
    "Address",
)


@require_safe
@guards(EXPORT)
def incidents(request: Request) -> HttpResponse:
    form = FilterForm(request.GET, user=request.user)
    rows = form.narrowed(Incident.objects.visible_to(request.user)).with_names().order_by(*form.order)
    return _sent("incidents", INCIDENTS, (_incident(row) for row in rows[:MOST].iterator(chunk_size=1_000)))


@require_safe
@guards(EXPORT)
def postmortems(request: Request) -> HttpResponse:
    found = every(request.user, SearchForm(request.GET).wanted)
    rows = Postmortem.objects.visible_to(request.user).filter(incident__in=found).select_related("incident")
    rows = rows.order_by("-started_at", "-pk").prefetch_related("authorships__user")
    return _sent("postmortems", WRITE_UPS, (_write_up(row) for row in rows[:MOST].iterator(chunk_size=500)))


def _incident(row: Any) -> tuple[Any, ...]:
    times = row.milestones
    lasted = {each.duration.key: each.seconds for each in durations.measure(times, is_open=row.is_open)}
    return (
        row.reference,
        row.title,
        row.get_kind_display(),
        row.severity.upper(),
        row.get_status_display(),
        row.get_visibility_display(),
        ", ".join(row.service_names),
        ", ".join(row.team_names),
        *(f"{times[name]:%Y-%m-%dT%H:%M:%SZ}" if times[name] else "" for name in MILESTONES),
        *(lasted[each.key] for each in durations.DURATIONS),
        row.users_affected,
        row.users_percent,
        settings.BASE_URL + row.get_absolute_url(),
    )


def _write_up(row: Postmortem) -> tuple[Any, ...]:
    return (
        row.reference,
        row.title,
        row.get_state_display(),
        row.incident.severity.upper(),
        ", ".join(authorship.user.handle for authorship in row.authorships.all()),
        f"{row.started_at:%Y-%m-%d}",
        f"{row.published_at:%Y-%m-%d}" if row.published_at else "",
        f"{row.amended_at:%Y-%m-%d}" if row.amended_at else "",
        row.summary,
        settings.BASE_URL + row.get_absolute_url(),
    )


def _sent(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> HttpResponse:
    def lines() -> Iterator[tuple[Any, ...]]:
        yield columns
        yield from rows

    response = StreamingHttpResponse(csv.lines(lines()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.now():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]
