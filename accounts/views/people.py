from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import panels, workflow
from accounts.forms.people import PeopleFilter, RoleForm
from accounts.guards import found, guards
from accounts.models import Team, User
from accounts.request import Request
from kit import clock
from kit.http import fragment_or_redirect, page_or_fragment
from kit.searching import tidy

PAGE = 50
SUGGESTIONS = 10


@require_safe
def person(request: Request, handle: str) -> HttpResponse:
    shown = found(request, User.objects.all(), handle=handle)
    teams = Team.objects.visible_to(request.user).open().of(shown).select_related("lead", "manager")
    context = {"person": shown, "teams": teams, "local": clock.now().astimezone(shown.zone)}
    return render(request, "accounts/person.html", context)


@guards("accounts.see_settings")
@require_safe
def people(request: Request) -> HttpResponse:
    form = PeopleFilter(request.GET)
    rows = User.objects.visible_to(request.user).chosen(**form.chosen()).prefetch_related("teams").by_handle()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "is_filtered": any(form.chosen().values())}
    return page_or_fragment(request, "accounts/people.html", "accounts/_people.html", context)


@require_safe
def people_search(request: Request) -> HttpResponse:
    """Options for a person picker: whatever the picked field is called, its value is what was typed."""
    words = tidy(next((str(value) for value in request.GET.values() if value), ""), 120)
    rows = User.objects.visible_to(request.user).active().matching(words).by_handle()[:SUGGESTIONS]
    return render(request, "accounts/_people_options.html", {"people": rows})


@guards("accounts.change_role")
@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request: Request, handle: str) -> HttpResponse:
    shown = found(request, User.objects.all(), "accounts.change_role", handle=handle)
    form = RoleForm(request.POST or None, initial={"role": shown.role})
    if request.method == "POST" and form.is_valid():
        shown = workflow.change_role(shown, by=request.user, role=form.cleaned_data["role"])
        return _row(request, shown, said=f"{shown} is {shown.get_role_display().lower()} now")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/change_role.html", {"form": form, "person": shown}, status=status)


@guards("accounts.deactivate")
@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: Request, handle: str) -> HttpResponse:
    shown = found(request, User.objects.all(), "accounts.deactivate", handle=handle)
    if request.method == "POST":
        shown = workflow.deactivate(shown, by=request.user)
        return _row(request, shown, said=f"{shown} deactivated")
    led = [team for team in Team.objects.open().of(shown) if shown.pk in (team.lead_id, team.manager_id)]
    context = {"person": shown, "holdings": panels.held_by(shown, request.user), "led": led}
    return render(request, "accounts/deactivate.html", context)


@guards("accounts.deactivate")
@require_POST
def reactivate(request: Request, handle: str) -> HttpResponse:
    shown = found(request, User.objects.all(), "accounts.deactivate", handle=handle)
    shown = workflow.reactivate(shown, by=request.user)
    return _row(request, shown, said=f"{shown} reactivated")


def _row(request: Request, shown: User, *, said: str) -> HttpResponse:
    return fragment_or_redirect(
        request, "accounts/_person_row.html", {"person": shown}, to="accounts:people", said=said
    )
