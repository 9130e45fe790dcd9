from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from kit import sealing
from kit.errors import Refused
from tickets import workflow
from tickets.forms import TrackerForm
from tickets.models import Ticket, Tracker
from tickets.providers import Broken, Missing, Unreachable

MANAGE = "tickets.manage"


def the_tracker(request: Request, pk: int) -> Tracker:
    tracker: Tracker = found(request, Tracker.objects.kept().select_related("user"), MANAGE, pk=pk)
    return tracker


@guards(MANAGE)
@require_safe
def trackers(request: Request) -> HttpResponse:
    rows = Tracker.objects.visible_to(request.user).kept()
    return render(request, "tickets/trackers.html", {"trackers": rows})


@guards(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    form = TrackerForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            tracker = workflow.add_tracker(by=request.user, **_given(form))
            messages.success(request, "Tracker added. Check that it answers.")
            return redirect(tracker)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "tickets/form.html", {"form": form}, status=422 if form.errors else 200)


@guards(MANAGE)
@require_safe
def tracker(request: Request, pk: int) -> HttpResponse:
    shown = the_tracker(request, pk)
    rows = Ticket.objects.visible_to(request.user).kept().filter(tracker=shown).select_related("action__incident")
    context = {"tracker": shown, "tickets": rows.order_by("-pk")[:50], "aliases": shown.aliases.select_related("user")}
    return render(request, "tickets/tracker.html", context)


@guards(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    shown = the_tracker(request, pk)
    form = TrackerForm(request.POST if request.method == "POST" else None, by=request.user, tracker=shown)
    if form.is_valid():
        try:
            given = _given(form) | {"version": form.cleaned_data["version"] or 0}
            workflow.edit_tracker(shown, by=request.user, **given)
            messages.success(request, "Tracker saved")
            return redirect(shown)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "tickets/form.html", {"form": form, "tracker": shown}, status=422 if form.errors else 200)


@guards(MANAGE)
@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    """Ask it who we are."""
    shown = the_tracker(request, pk)
    try:
        messages.success(request, f"It answers, and knows us as {shown.reached().check()}.")
    except (Unreachable, Broken, Missing, sealing.Unreadable) as error:
        messages.error(request, f"It does not work yet. {error}")
    return redirect(shown)


@guards(MANAGE)
@require_POST
def pause(request: Request, pk: int) -> HttpResponse:
    return redirect(workflow.pause_tracker(the_tracker(request, pk), by=request.user))


@guards(MANAGE)
@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    return redirect(workflow.resume_tracker(the_tracker(request, pk), by=request.user))


@guards(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, pk: int) -> HttpResponse:
    shown = the_tracker(request, pk)
    if request.method != "POST":
        return render(request, "tickets/remove.html", {"tracker": shown})
    workflow.remove_tracker(shown, by=request.user)
    messages.success(request, f"“{shown.name}” is asked nothing more")
    return redirect("tickets:trackers")


def _given(form: TrackerForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}
