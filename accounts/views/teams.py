from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import panels, workflow
from accounts.forms.teams import MemberForm, TeamForm
from accounts.guards import found, guards
from accounts.models import Team, User
from accounts.request import Request
from accounts.zones import ZONE_NAMES
from activity import workflow as activity
from kit import clock
from kit.errors import Refused, Stale
from kit.http import fragment_or_redirect, page_or_fragment, toast


@guards("accounts.see_settings")
@require_safe
def teams(request: Request) -> HttpResponse:
    rows = Team.objects.visible_to(request.user).select_related("lead", "manager").annotate(people=Count("members"))
    context = {
        "teams": [team for team in rows if team.archived_at is None],
        "archived": [team for team in rows if team.archived_at is not None],
    }
    return render(request, "accounts/teams.html", context)


@require_safe
def team(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Team.objects.select_related("lead", "manager"), slug=slug)
    context = _members(shown) | {
        "panels": panels.of_team(shown, request.user),
        "local": clock.now().astimezone(shown.zone),
        "is_followed": activity.is_following(shown, request.user),
    }
    return render(request, "accounts/team.html", context)


@require_POST
def follow_team(request: Request, slug: str) -> HttpResponse:
    """Follows or, when it is followed already, stops following."""
    shown = found(request, Team.objects.all(), slug=slug)
    follows = activity.is_following(shown, request.user)
    (activity.unfollow if follows else activity.follow)(shown, by=request.user)
    messages.success(request, f"{'No longer following' if follows else 'Following'} {shown.name}")
    return redirect(shown)


@guards("accounts.create_team")
@require_http_methods(["GET", "HEAD", "POST"])
def team_create(request: Request) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"]
        try:
            return redirect(workflow.create_team(by=request.user, once_key=once, **form.fields_chosen()))
        except Refused as refused:
            form.add_error("name", str(refused))
    return _form(request, form)


@guards("accounts.edit_team")
@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Team.objects.select_related("lead", "manager"), "accounts.edit_team", slug=slug)
    form = TeamForm(request.POST or None, team=shown)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = workflow.edit_team(shown, by=request.user, version=version, **form.fields_chosen())
            messages.success(request, "Team saved")
            return redirect(saved)
        except Stale as stale:
            return _form(request, TeamForm(form.data, team=shown), team=shown, stale=stale)
        except Refused as refused:
            form.add_error("name", str(refused))
    return _form(request, form, team=shown)


@guards("accounts.edit_team")
@require_POST
def add_member(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Team.objects.select_related("lead", "manager"), "accounts.edit_team", slug=slug)
    form = MemberForm(request.POST)
    if not form.is_valid():
        context = _members(shown) | {"form": form}
        return page_or_fragment(request, "accounts/members.html", "accounts/_members.html", context, status=422)
    workflow.add_member(shown, by=request.user, user=form.cleaned_data["member"])
    return fragment_or_redirect(request, "accounts/_members.html", _members(shown), to=shown, said="Member added")


@guards("accounts.edit_team")
@require_POST
def remove_member(request: Request, slug: str, handle: str) -> HttpResponse:
    shown = found(request, Team.objects.select_related("lead", "manager"), "accounts.edit_team", slug=slug)
    user = found(request, User.objects.all(), handle=handle)
    workflow.remove_member(shown, by=request.user, user=user)
    response = fragment_or_redirect(request, "accounts/_members.html", _members(shown), to=shown)
    return _undoable(request, response, f"{user} removed", reverse("accounts:restore_member", args=[slug, handle]))


@guards("accounts.edit_team")
@require_POST
def restore_member(request: Request, slug: str, handle: str) -> HttpResponse:
    shown = found(request, Team.objects.select_related("lead", "manager"), "accounts.edit_team", slug=slug)
    workflow.add_member(shown, by=request.user, user=found(request, User.objects.all(), handle=handle))
    return fragment_or_redirect(request, "accounts/_members.html", _members(shown), to=shown, said="Member added back")


@guards("accounts.archive_team")
@require_POST
def archive_team(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Team.objects.all(), "accounts.archive_team", slug=slug)
    workflow.archive_team(shown, by=request.user)
    undo = reverse("accounts:unarchive_team", args=[slug])
    messages.success(request, f"{shown} archived", extra_tags=undo)
    return redirect("accounts:teams")


@guards("accounts.archive_team")
@require_POST
def unarchive_team(request: Request, slug: str) -> HttpResponse:
    shown = found(request, Team.objects.all(), "accounts.archive_team", slug=slug)
    workflow.unarchive_team(shown, by=request.user)
    messages.success(request, f"{shown} is back")
    return redirect(shown)


def _form(request: Request, form: TeamForm, *, team: Team | None = None, stale: Stale | None = None) -> HttpResponse:
    context = {"form": form, "team": team, "zones": ZONE_NAMES, "stale": stale}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "accounts/team_form.html", context, status=status)


def _members(shown: Team) -> dict[str, object]:
    return {"team": shown, "members": list(shown.members.order_by("-is_active", "handle")), "form": MemberForm()}


def _undoable(request: Request, response: HttpResponse, text: str, undo: str) -> HttpResponse:
    if response.status_code == 302:
        messages.success(request, text, extra_tags=undo)
        return response
    return toast(response, text, undo=undo)
