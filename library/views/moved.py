"""The list of write-ups that the library took the place of: its addresses go on working."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Team
from accounts.request import Request
from incidents.models import Service
from library.asking import said

KEPT = ("q", "severity", "since", "until")
STATES = {
    "unpublished": ["draft", "in_review"],
    "changes_requested": ["draft"],
    "approved": ["in_review"],
    "amending": ["published"],
}


@require_safe
def postmortems(request: Request) -> HttpResponse:
    asked, address = request.GET, QueryDict(mutable=True)
    for name in KEPT:
        address.setlist(name, asked.getlist(name))
    for state in asked.getlist("state")[:1]:
        address.setlist("state", STATES.get(state, [state]))
    named: dict[str, Any] = {"service": Service.objects, "team": Team.objects}
    for name, rows in named.items():
        keys = rows.visible_to(request.user).filter(slug=asked.get(name, "")).values_list("pk", flat=True)
        address.setlist(name, [str(key) for key in keys])
    if asked.get("q") and asked.get("sort"):
        address["sort"] = "newest"
    return HttpResponseRedirect(f"{reverse('library:search')}{said(address)}".removesuffix("?"))
