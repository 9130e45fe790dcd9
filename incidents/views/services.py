from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from incidents import durations, workflow
from incidents.forms.services import ServiceForm
from incidents.models import Incident, Service
from incidents.views.course import asks
from incidents.views.dialogs import posted
from incidents.views.index import Line
from kit import keyset

EDITS = "incidents.edit_services"


@require_safe
def services(request: Request) -> HttpResponse:
    """Those in use; the archived ones on demand. Counts leave out what the reader may not see."""
    is_archive = "archived" in request.GET
    visible = Incident.objects.visible_to(request.user).open()
    running = Count("incidents", filter=Q(incidents__in=visible.values("pk")), distinct=True)
    rows = Service.objects.visible_to(request.user).filter(archived_at__isnull=not is_archive)
    context = {
        "services": rows.select_related("team").annotate(running=running),
        "is_archive": is_archive,
        "may_add": request.user.is_administrator or request.user.led_team_ids,
    }
    return render(request, "incidents/services.html", context)


@require_safe
def service(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Service.objects.select_related("team__lead"), slug=slug)
    incidents = Incident.objects.visible_to(request.user).filter(services=shown).with_names()
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = keyset.page(incidents, ("-started_at", "-pk"), size=50, **cursors)
    lines = [Line(incident, durations.phases(incident.milestones)) for incident in page.rows]
    return render(request, "incidents/service.html", {"service": shown, "page": page, "lines": lines})


@guards(EDITS)
@asks
def add_service(request: Request) -> HttpResponse:
    form = ServiceForm(posted(request), user=request.user)
    if form.is_valid():
        made = workflow.add_service(by=request.user, **form.details())
        return _saved(request, made, "Service added")
    context = {"form": form, "title": "Add a service", "verb": "Add service"}
    return render(request, "incidents/service_form.html", context, status=422 if form.errors and form.is_bound else 200)


@guards(EDITS)
@asks
def edit_service(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Service.objects.select_related("team"), EDITS, slug=slug)
    form = ServiceForm(posted(request), instance=shown, user=request.user)
    if form.is_valid():
        changed = workflow.edit_service(shown, by=request.user, **form.details())
        return _saved(request, changed, "Service saved")
    context = {"form": form, "service": shown, "title": "Edit service", "verb": "Save service"}
    return render(request, "incidents/service_form.html", context, status=422 if form.errors and form.is_bound else 200)


@guards(EDITS)
@require_POST
def archive_service(request: Request, slug: str) -> HttpResponse:
    shown = workflow.archive_service(found(request, Service.objects.all(), EDITS, slug=slug), by=request.user)
    return _saved(request, shown, "Service archived")


@guards(EDITS)
@require_POST
def restore_service(request: Request, slug: str) -> HttpResponse:
    shown = workflow.restore_service(found(request, Service.objects.all(), EDITS, slug=slug), by=request.user)
    return _saved(request, shown, "Service in use again")


def _saved(request: Request, service: Service, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(service)
