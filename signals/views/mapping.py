"""Where the fields of an unknown sender are: proposed, tried on a message, then kept."""

from __future__ import annotations

import itertools
import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.guards import guards
from accounts.request import Request
from kit.errors import Refused
from signals import guessing, reading, senders, workflow
from signals.forms.sources import MappingForm
from signals.forms.words import PLACES, STATES
from signals.heard import Heard, Unreadable
from signals.models import Source
from signals.views.finding import MANAGES, posted, the_source

MOST_SHOWN = 5
MOST_PATHS, LONGEST_PATH = 200, 200


@guards(MANAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: Request, pk: int) -> HttpResponse:
    """`try` shows what a message would mean; `guess` proposes; anything else keeps it."""
    source = the_source(request, pk)
    if not source.is_generic:
        raise Refused(f"The fields of {source.get_sender_display()} are known.")
    form = MappingForm(posted(request), initial=_begun(request, source))
    asked = request.POST.get("do", "")
    if asked == "guess" and (found := _sample(form)):
        form = MappingForm(initial={"sample": request.POST.get("sample", ""), **guessing.guess(found)})
    elif asked != "try" and form.is_valid():
        sample = form.cleaned_data["sample"]
        workflow.set_mapping(source, by=request.user, mapping=form.mapping, sample=sample)
        messages.success(request, "Fields mapped; what was kept is read again")
        return HttpResponseRedirect(source.get_absolute_url())
    return _page(request, source, form)


def _begun(request: Request, source: Source) -> dict[str, Any]:
    """What is mapped already; else a guess from the message that came last."""
    if source.mapping:
        return {"sample": source.sample, **source.mapping}
    newest = source.deliveries.filter(state="quarantined").order_by("-pk").first()
    if newest is None:
        return {}
    try:
        found = json.loads(bytes(newest.body))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {"sample": json.dumps(found, indent=2, ensure_ascii=False), **guessing.guess(found)}


def _sample(form: MappingForm) -> dict[str, Any] | None:
    form.is_valid()
    said = form.cleaned_data.get("sample")
    return json.loads(said) if said else None


def _page(request: Request, source: Source, form: MappingForm) -> HttpResponse:
    said = form.cleaned_data.get("sample") if form.is_bound and form.is_valid() else form.initial.get("sample")
    heard, problem = _tried(str(said or ""), form.mapping) if said else ([], "")
    where, states = ([form[name] for name in names] for names in (PLACES, STATES))
    context = {"source": source, "form": form, "heard": heard, "problem": problem, "where": where, "states": states}
    context["paths"] = _paths(str(said or ""))
    return render(request, "signals/mapping.html", context, status=422 if form.is_bound and form.errors else 200)


def _paths(sample: str) -> list[tuple[str, str]]:
    """Every path of the message with what lies there, to choose from while typing."""
    try:
        found = json.loads(sample)
    except (ValueError, RecursionError):
        return []
    listed = itertools.islice(guessing.paths(found), MOST_PATHS)
    return [(path, reading.plain(str(value))[:60]) for path, value in listed if len(path) <= LONGEST_PATH]


def _tried(sample: str, mapping: dict[str, str]) -> tuple[list[Heard], str]:
    try:
        return senders.read("generic", {}, sample.encode(), mapping)[:MOST_SHOWN], ""
    except Unreadable as problem:
        return [], str(problem)
