from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from kit.errors import Refused, Stale
from kit.http import onward
from postmortems import workflow
from postmortems.forms.categories import CategoryForm, MergeForm
from postmortems.models import ContributingFactor, FactorCategory, Postmortem

VERB = "postmortems.edit_categories"


@guards(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def categories(request: Request) -> HttpResponse:
    """The categories of factors, with the form for another one."""
    policy.require(VERB, request.user)
    form = CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.add_category(by=request.user, **form.cleaned_data)
            return _back(request, "Category added")
        except Refused as refused:
            form.add_error("name", refused.reasons)
    rows = list(FactorCategory.objects.visible_to(request.user).select_related("merged_into"))
    context = {
        "form": form,
        "current": [row for row in rows if row.archived_at is None],
        "archived": [row for row in rows if row.archived_at is not None],
    }
    page = "postmortems/settings/categories.html"
    return render(request, page, context, status=422 if form.is_bound else 200)


@guards(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_category(request: Request, key: str) -> HttpResponse:
    category = _the_category(request, key)
    form = CategoryForm(request.POST or None, category=category)
    stale, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            workflow.edit_category(category, by=request.user, **form.cleaned_data)
            return _back(request, "Category saved")
        except Stale as refused:
            stale, status = refused, 409
        except Refused as refused:
            form.add_error("name", refused.reasons)
    context = {"form": form, "category": category, "stale": stale}
    return render(request, "postmortems/settings/category.html", context, status=status)


@guards(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_category(request: Request, key: str) -> HttpResponse:
    """Asked first, naming both and how many change, because it cannot be undone."""
    category = _the_category(request, key)
    form = MergeForm(request.POST or None, category=category)
    into = form.cleaned_data["into"] if form.is_valid() else None
    if into and request.POST.get("sure"):
        try:
            workflow.merge_category(category, by=request.user, into=into)
            return onward(request, reverse("postmortems:categories"), said=f"{category.name} is now {into.name}")
        except Refused as refused:
            form.add_error("into", refused.reasons)
    context = {"form": form, "category": category, "into": into, "count": _having(request, category)}
    page = "postmortems/settings/merge_category.html"
    return render(request, page, context, status=422 if form.errors else 200)


@guards(VERB)
@require_POST
def archive_category(request: Request, key: str) -> HttpResponse:
    workflow.archive_category(_the_category(request, key), by=request.user)
    return _back(request, "Category archived", undo=reverse("postmortems:restore_category", args=[key]))


@guards(VERB)
@require_POST
def restore_category(request: Request, key: str) -> HttpResponse:
    workflow.restore_category(_the_category(request, key), by=request.user)
    return _back(request, "Category is back")


@guards(VERB)
@require_POST
def move_category(request: Request, key: str) -> HttpResponse:
    where = request.POST.get("where")
    workflow.move_category(_the_category(request, key), by=request.user, up=where == "up")
    return _back(request, f"Category moved {'up' if where == 'up' else 'down'}")


def _the_category(request: Request, key: str) -> FactorCategory:
    policy.require(VERB, request.user)
    category: FactorCategory = found(request, FactorCategory.objects.all(), key=key)
    return category


def _having(request: Request, category: FactorCategory) -> int:
    """How many write-ups have a factor of it."""
    factors = ContributingFactor.objects.filter(category=category.key)
    return int(Postmortem.objects.visible_to(request.user).filter(pk__in=factors.values("postmortem")).count())


def _back(request: Request, said: str, undo: str = "") -> HttpResponse:
    messages.success(request, said, extra_tags=undo)
    return redirect("postmortems:categories")
