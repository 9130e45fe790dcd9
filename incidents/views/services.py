from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import found, guards
from accounts.models import Team
from accounts.request import Request
from activity import workflow as activity
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
    rows = Service.objects.visible_to(request.user).filter(archived_at__isnull=not is_archive).select_related("team")
    running = Incident.objects.visible_to(request.user).open().counted_by_service()
    context = {
        "services": [(service, running.get(service.pk, 0)) for service in rows],
        "is_archive": is_archive,
        "owners": _owners(request),
    }
    return render(request, "incidents/services.html", context)


@require_safe
def service(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Service.objects.select_related("team__lead"), slug=slug)
    incidents = Incident.objects.visible_to(request.user).filter(services=shown).with_names()
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = keyset.page(incidents, ("-started_at", "-pk"), size=50, **cursors)
    lines = [Line(incident, durations.phases(incident.milestones)) for incident in page.rows]
    is_followed = activity.is_following(shown, request.user)
    context = {"service": shown, "page": page, "lines": lines, "is_followed": is_followed}
    return render(request, "incidents/service.html", context)


@guards(EDITS)
@asks
def add_service(request: Request, team: str) -> HttpResponse:
    owner = found(request, Team.objects.open(), EDITS, slug=team)
    form = ServiceForm(posted(request), user=request.user, initial={"team": owner})
    if form.is_valid():
        return _saved(request, workflow.add_service(by=request.user, **form.details()), "Service added")
    return _form(request, form, {"title": "Add a service", "verb": "Add service"})


@guards(EDITS)
@asks
def edit_service(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Service.objects.select_related("team"), EDITS, slug=slug)
    form = ServiceForm(posted(request), instance=shown, user=request.user)
    if form.is_valid():
        return _saved(request, workflow.edit_service(shown, by=request.user, **form.details()), "Service saved")
    return _form(request, form, {"service": found(request, Service.objects.all(), slug=slug), "verb": "Save service"})


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


def _form(request: Request, form: ServiceForm, words: dict[str, object]) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "incidents/service_form.html", {"title": "Edit service", **words, "form": form}, status=status
    )


def _owners(request: Request) -> list[Team]:
    """Teams for which the reader may add a service."""
    if request.user.is_administrator:
        return list(Team.objects.visible_to(request.user).open())
    return [team for team in request.user.own_teams if team.lead_id == request.user.pk and not team.archived_at]
