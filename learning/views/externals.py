"""Write-ups from elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from actions.models import Action
from kit.errors import Stale
from kit.http import onward, page_or_fragment
from kit.searching import tidy
from learning import workflow
from learning.forms.externals import ExternalForm, PreventForm
from learning.models import External

EDITS = "learning.edit_externals"
PER_PAGE = 50


@require_safe
def externals(request: Request) -> HttpResponse:
    """`?q=`: those that have all the words."""
    typed = tidy(request.GET.get("q", ""), 200)
    rows = External.objects.visible_to(request.user).kept().prefetch_related("tags")
    if typed:
        words = SearchVector("title", "publisher", "summary", "tags__name", config="english")
        keys = rows.annotate(words=words).filter(words=SearchQuery(typed, config="english", search_type="websearch"))
        rows = rows.filter(pk__in=keys.order_by().values("pk"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "typed": typed, "may_edit": policy.could(EDITS, request.user)}
    return page_or_fragment(request, "learning/externals.html", "learning/_elsewhere.html", context)


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Request) -> HttpResponse:
    form = ExternalForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and (kept := form.settled(workflow.keep_external, by=request.user)):
        return onward(request, kept, said="Kept")
    status = 422 if form.is_bound else 200
    return render(request, "learning/external_form.html", {"form": form, "title": "Keep a write-up"}, status=status)


@require_safe
def external(request: Request, pk: int) -> HttpResponse:
    return render(request, "learning/external.html", _context(request, pk, PreventForm(user=request.user)))


@guards(EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    shown = found(request, External.objects.kept(), EDITS, pk=pk)
    form = ExternalForm(request.POST if request.method == "POST" else None, user=request.user, external=shown)
    stale, status = None, 422 if form.is_bound else 200
    try:
        if form.is_valid() and (kept := form.settled(workflow.edit_external, shown, by=request.user)):
            return onward(request, kept, said="Saved")
    except Stale as refused:
        stale, status = refused, 409
    context = {"form": form, "external": shown, "title": "Edit", "stale": stale}
    return render(request, "learning/external_form.html", context, status=status)


@guards("actions.create")
@require_http_methods(["POST"])
def prevent(request: Request, pk: int) -> HttpResponse:
    shown = found(request, External.objects.kept(), pk=pk)
    form = PreventForm(request.POST, user=request.user)
    if form.is_valid() and (made := form.settled(workflow.prevent, shown, by=request.user)):
        return onward(request, shown, said=f"{made.code} is planned")
    return render(request, "learning/external.html", _context(request, pk, form), status=422)


@guards(EDITS)
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    workflow.remove_external(found(request, External.objects.all(), EDITS, pk=pk), by=request.user)
    messages.success(request, "Removed", extra_tags=reverse("learning:restore_external", args=[pk]))
    return redirect("learning:externals")


@guards(EDITS)
@require_POST
def restore(request: Request, pk: int) -> HttpResponse:
    kept = workflow.restore_external(found(request, External.objects.all(), EDITS, pk=pk), by=request.user)
    return onward(request, kept, said="It is back")


def _context(request: Request, pk: int, form: PreventForm) -> dict[str, Any]:
    planned = Action.objects.visible_to(request.user).select_related("owner").order_by("number")
    rows = External.objects.kept().select_related("added_by").prefetch_related("tags", Prefetch("actions", planned))
    return {
        "external": found(request, rows, pk=pk),
        "form": form,
        "may_edit": policy.could(EDITS, request.user),
        "may_plan": policy.could("actions.create", request.user),
    }
