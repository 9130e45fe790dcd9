"""An incident is read in UTC unless its reader turned to their own zone; forms say which one they were filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from accounts.request import Request

COOKIE = "incident_zone"
MINE = "mine"
YEAR_SECONDS = 365 * 24 * 3600


def chosen(request: Request) -> str:
    """`mine` or `utc`: what this request's form or address says, else what was chosen last."""
    said = request.POST.get("zone") or request.GET.get("zone") or request.COOKIES.get(COOKIE)
    return MINE if said == MINE else "utc"


def in_chosen_zone(door: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Reads and shows every time of the door in the chosen zone, and remembers a new choice in this browser."""

    @wraps(door)
    def zoned(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        zone = request.user.zone if chosen(request) == MINE else timezone.get_fixed_timezone(0)
        with timezone.override(zone):
            response = door(request, *args, **kwargs)
        if "zone" in request.GET:
            response.set_cookie(COOKIE, chosen(request), max_age=YEAR_SECONDS, samesite="Lax", httponly=True)
        return response

    return zoned


def words(request: Request) -> dict[str, Any]:
    """For templates: the zone shown, and whether there is another to turn to."""
    mine = chosen(request) == MINE
    return {
        "zone": MINE if mine else "utc",
        "zone_label": request.user.time_zone if mine else "UTC",
        "other_zone": "utc" if mine else MINE,
        "other_zone_label": "UTC" if mine else request.user.time_zone,
        "has_other_zone": request.user.time_zone != "UTC",
    }
