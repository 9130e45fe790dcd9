from __future__ import annotations

from typing import Any, Literal

from django.db.models import Prefetch
from ninja import Query, Router, Schema

from accounts.guards import found
from accounts.request import Request
from api.authentication import Bearer
from api.paging import Paged, page
from api.schemas.signals import Signal as Shown
from api.schemas.signals import Signals
from api.showing.signals import signal as shown
from api.views.incidents import the_incident
from incidents.models import Incident
from signals.models import Citation, Signal

router = Router(tags=["Signals"])
READ = Bearer("incidents:read")
ORDER = ("at", "pk")


class Narrowing(Schema):
    kind: Literal["alert", "deploy", "run", "ticket", "status"] | None = None


def of_incident(request: Request, incident: Incident) -> Any:
    cited = Citation.objects.filter(incident=incident, entry__deleted_at=None)
    rows = Signal.objects.visible_to(request.user).seen_on(incident).select_related("source", "service")
    return rows.prefetch_related(Prefetch("citations", queryset=cited, to_attr="cited"))


@router.get("/incidents/{reference}/signals", response=Signals, auth=READ, url_name="signals")
def list_signals(request: Request, reference: str, asked: Query[Narrowing], paging: Paged) -> Any:
    """What senders said about the incident, oldest first. Senders send to the address of their source, which asks for
    no token; a program with a token says what happened as an entry of the timeline."""
    rows = of_incident(request, the_incident(request, reference))
    return page(rows.filter(**asked.dict(exclude_none=True)), ORDER, paging, shown)


@router.get("/incidents/{reference}/signals/{int:pk}", response=Shown, auth=READ, url_name="signal")
def read_signal(request: Request, reference: str, pk: int) -> Any:
    incident = the_incident(request, reference)
    return shown(found(request, of_incident(request, incident), pk=pk))
