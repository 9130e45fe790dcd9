from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from actions import ladder
from actions.listing import Listing
from actions.models import Action
from kit import csv

MOST = 20_000
COLUMNS = (
    "Action",
    "Title",
    "Status",
    "Priority",
    "Category",
    "Owner",
    "Team",
    "Due",
    "Week overdue",
    "Deadline moved",
    "Effort",
    "Benefit",
    "Incident",
    "Ticket",
    "Done when",
    "Latest update",
    "Evidence",
    "Rationale",
    "Created",
    "Closed",
    "Address",
)


@require_safe
def export(request: Request) -> HttpResponse:
    """The list as chosen, as CSV; the most overdue come first where the number of rows is cut."""
    listing = Listing(request.user, request.GET)
    response = StreamingHttpResponse(csv.lines(_rows(listing)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="actions-{listing.today.isoformat()}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]


def _rows(listing: Listing) -> Iterator[tuple[Any, ...]]:
    yield COLUMNS
    rows = listing.rows.select_related("owner", "team", "incident").order_by(*listing.chosen.order)
    for action in rows[:MOST].iterator(chunk_size=1_000):
        yield _row(action, listing)


def _row(action: Action, listing: Listing) -> tuple[Any, ...]:
    late = ladder.week_overdue(action.due_on, listing.today) if action.is_running and action.due_on else ""
    return (
        action.code,
        action.title,
        action.get_state_display(),
        action.get_priority_display(),
        action.get_category_display(),
        action.owner.handle if action.owner else "",
        action.team.name if action.team else "",
        action.due_on,
        late,
        action.moved,
        action.get_effort_display(),
        action.get_gain_display(),
        action.reference,
        action.ticket,
        action.done_when,
        action.latest_note,
        action.evidence or action.evidence_url,
        action.rationale,
        f"{action.created_at:%Y-%m-%d}",
        f"{action.closed_at:%Y-%m-%d}" if action.closed_at else "",
        settings.BASE_URL + action.get_absolute_url(),
    )
