"""The searches somebody keeps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from kit.errors import Refused
from kit.http import onward
from library import workflow
from library.forms import RenameForm, SaveForm
from library.models import SavedSearch

Form = SaveForm | RenameForm


@require_safe
def searches(request: Request) -> HttpResponse:
    return render(request, "library/searches.html", {"searches": SavedSearch.objects.visible_to(request.user)})


@guards("library.save_search")
@require_http_methods(["GET", "HEAD", "POST"])
def save_search(request: Request) -> HttpResponse:
    """`?address=` what stands behind the question mark of the search."""
    initial = {"address": request.GET.get("address", ""), "name": request.GET.get("name", "")[:80]}
    form = SaveForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            search = workflow.save_search(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return onward(request, search, said="Saved and followed" if search.is_followed else "Saved")
    return _asked(request, "library/save_search.html", form)


@guards("library.edit_search")
@require_http_methods(["GET", "HEAD", "POST"])
def rename_search(request: Request, pk: int) -> HttpResponse:
    search = _search(request, pk)
    form = RenameForm(request.POST or None, initial={"name": search.name})
    if form.is_valid():
        try:
            workflow.rename_search(search, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return onward(request, reverse("library:searches"), said="Renamed")
    return _asked(request, "library/rename_search.html", form, search=search)


@guards("library.edit_search")
@require_POST
def remove_search(request: Request, pk: int) -> HttpResponse:
    workflow.remove_search(_search(request, pk), by=request.user)
    undo = reverse("library:restore_search", args=[pk])
    messages.success(request, "Search removed", extra_tags=undo)
    return HttpResponseRedirect(reverse("library:searches"))


@guards("library.edit_search")
@require_POST
def restore_search(request: Request, pk: int) -> HttpResponse:
    search = found(request, SavedSearch.objects.with_removed(), "library.edit_search", pk=pk)
    workflow.restore_search(search, by=request.user)
    return onward(request, reverse("library:searches"), said="Search brought back")


@guards("library.edit_search")
@require_POST
def follow_search(request: Request, pk: int) -> HttpResponse:
    search = workflow.follow_search(_search(request, pk), by=request.user)
    return onward(request, _back(request, search), said="You are told of new matches")


@guards("library.edit_search")
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow_search(request: Request, pk: int) -> HttpResponse:
    """A mail leads here, so it asks first, and an old mail is answered, too."""
    search: SavedSearch = found(request, SavedSearch.objects.with_removed(), "library.edit_search", pk=pk)
    if search.removed_at is not None or not search.is_followed:
        how = "was removed" if search.removed_at is not None else "is not followed"
        return onward(request, reverse("library:searches"), said=f"“{search.name}” {how}: it tells you of nothing")
    if request.method == "POST":
        workflow.unfollow_search(search, by=request.user)
        return onward(request, _back(request, search), said="Not followed any more")
    return render(request, "library/unfollow_search.html", {"search": search})


def _search(request: Request, pk: int) -> SavedSearch:
    search: SavedSearch = found(request, SavedSearch.objects.all(), "library.edit_search", pk=pk)
    return search


def _back(request: Request, search: SavedSearch) -> str:
    """To the search itself where its page asked, otherwise to the list."""
    return search.get_absolute_url() if request.POST.get("back") == "search" else reverse("library:searches")


def _asked(request: Request, template: str, form: Form, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
