"""The failure modes, for administrators to maintain."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from incidents import workflow
from incidents.forms.modes import MergeForm, ModeForm
from incidents.models import Incident, Tag
from kit.errors import Refused, Stale
from kit.http import onward

VERB = "incidents.edit_modes"


@guards(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def modes(request: Request) -> HttpResponse:
    """All of them, with the form for another one."""
    policy.require(VERB, request.user)
    form = ModeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.add_mode(by=request.user, **form.details())
            return _back(request, "Failure mode added")
        except Refused as refused:
            form.add_error("name", refused.reasons)
    context = {"form": form, **_rows(request)}
    return render(request, "incidents/modes/modes.html", context, status=422 if form.is_bound else 200)


@guards(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_mode(request: Request, pk: int) -> HttpResponse:
    mode = _the_mode(request, pk)
    form = ModeForm(request.POST or None, mode=mode)
    stale, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            workflow.edit_mode(mode, by=request.user, version=form.cleaned_data["version"], **form.details())
            return _back(request, "Failure mode saved")
        except Stale as refused:
            stale, status = refused, 409
        except Refused as refused:
            form.add_error("name", refused.reasons)
    context = {"form": form, "mode": mode, "stale": stale, "merge": MergeForm(mode=mode)}
    return render(request, "incidents/modes/mode.html", context, status=status)


@guards(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_mode(request: Request, pk: int) -> HttpResponse:
    """Asked first, naming both and how many change, because it cannot be undone."""
    mode = _the_mode(request, pk)
    form = MergeForm(request.POST or None, mode=mode)
    into = form.cleaned_data["into"] if form.is_valid() else None
    if into and request.POST.get("sure"):
        try:
            workflow.merge_mode(mode, by=request.user, into=into)
            return onward(request, reverse("incidents:modes"), said=f"{mode.name} is now {into.name}")
        except Refused as refused:
            form.add_error("into", refused.reasons)
    context = {"form": form, "mode": mode, "into": into, **_having(request, mode, into)}
    return render(request, "incidents/modes/merge.html", context, status=422 if form.errors else 200)


@guards(VERB)
@require_POST
def move_mode(request: Request, pk: int) -> HttpResponse:
    workflow.move_mode(_the_mode(request, pk), by=request.user, up=request.POST.get("way") == "up")
    return _back(request, "Order changed")


@guards(VERB)
@require_POST
def retire_mode(request: Request, pk: int) -> HttpResponse:
    workflow.retire_mode(_the_mode(request, pk), by=request.user)
    return _back(request, "Failure mode retired", undo=reverse("incidents:restore_mode", args=[pk]))


@guards(VERB)
@require_POST
def restore_mode(request: Request, pk: int) -> HttpResponse:
    workflow.restore_mode(_the_mode(request, pk), by=request.user)
    return _back(request, "Failure mode is offered again")


def _the_mode(request: Request, pk: int) -> Tag:
    policy.require(VERB, request.user)
    mode: Tag = found(request, Tag.objects.of_kind(Tag.Kind.FAILURE_MODE), pk=pk)
    return mode


def _having(request: Request, mode: Tag, into: Tag | None) -> dict[str, int]:
    """How many incidents have the one, and how many of them the other one, too."""
    rows = Incident.objects.visible_to(request.user).filter(tags=mode)
    return {"count": rows.count(), "both": rows.filter(pk__in=into.incidents.values("pk")).count() if into else 0}


def _rows(request: Request) -> dict[str, Any]:
    modes = Tag.objects.visible_to(request.user).of_kind(Tag.Kind.FAILURE_MODE).select_related("merged_into")
    rows = list(modes.order_by("order", "name"))
    return {
        "current": [row for row in rows if not row.archived_at and not row.merged_into],
        "gone": [row for row in rows if row.archived_at or row.merged_into],
    }


def _back(request: Request, said: str, undo: str = "") -> HttpResponse:
    messages.success(request, said, extra_tags=undo)
    return redirect("incidents:modes")
