from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.guards import found, guards
from accounts.request import Request
from actions import workflow
from actions.forms.details import CreationForm, EditForm
from actions.models import Action
from actions.views.answering import done, posted, settled
from kit.errors import Stale

GIVEN = ("incident", "source", "source_note", "title")


@guards("actions.create")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request) -> HttpResponse:
    """`?incident=INC-42` makes it from an incident; `&source=other_team` is what one team learned from another's."""
    asked = {name: request.GET[name] for name in GIVEN if name in request.GET}
    form = CreationForm(posted(request), user=request.user, initial=asked)
    if form.is_valid() and (action := settled(form, workflow.create, by=request.user, **form.cleaned_data)):
        return done(request, f"{action.code} created", to=action)
    return render(request, "actions/create.html", {"form": form}, status=422 if form.is_bound else 200)


@guards("actions.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, number: int) -> HttpResponse:
    action = found(request, Action.objects.with_list_data(), "actions.edit", number=number)
    form = EditForm(posted(request), action=action, user=request.user, initial={"version": action.version})
    context = {"form": form, "action": action}
    if not form.is_valid():
        return render(request, "actions/edit.html", context, status=422 if form.is_bound else 200)
    try:
        if settled(form, workflow.edit, action, by=request.user, **form.cleaned_data):
            return done(request, "Changes saved", to=action)
    except Stale:
        form.say_again(version=action.version)
        return render(request, "actions/edit.html", context | {"theirs": form.differing()}, status=409)
    return render(request, "actions/edit.html", context, status=422)
