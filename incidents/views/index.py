from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from incidents import durations
from incidents.durations import Phase
from incidents.forms.filters import FilterForm
from incidents.models import Incident
from kit import keyset
from kit.http import is_partial, page_or_fragment

SIZE = 50
COUNTED = 1_000


@dataclass(frozen=True)
class Line:
    incident: Incident
    phases: list[Phase]


@require_safe
def index(request: Request) -> HttpResponse:
    form = FilterForm(request.GET, user=request.user)
    incidents = form.narrowed(Incident.objects.visible_to(request.user))
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = keyset.page(incidents.with_names(), form.order, size=SIZE, **cursors)
    context = {
        "form": form,
        "page": page,
        "lines": [Line(incident, durations.phases(incident.milestones)) for incident in page.rows],
        "count": keyset.capped_count(incidents, COUNTED + 1),
        "counted": COUNTED,
    }
    response = page_or_fragment(request, "incidents/index.html", "incidents/_results.html", context)
    if is_partial(request):
        response["HX-Push-Url"] = request.path + form.clean_address()
    return response
