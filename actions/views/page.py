from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import found
from accounts.request import Request
from actions import panels
from actions.models import Action
from actions.standing import Standing
from activity import workflow as activity


@require_safe
def action(request: Request, number: int) -> HttpResponse:
    shown = found(request, Action.objects.with_page_data(request.user), number=number)
    standing = Standing(shown, reader=request.user)
    context = {"action": shown, "standing": standing, "panels": panels.rendered(request, shown)}
    return render(request, "actions/action.html", context)


@require_POST
def follow(request: Request, number: int) -> HttpResponse:
    """Follows or, when it is followed already, stops following."""
    shown = found(request, Action.objects.all(), number=number)
    verb = activity.unfollow if activity.is_following(shown, request.user) else activity.follow
    verb(shown, by=request.user)
    return redirect(shown)
