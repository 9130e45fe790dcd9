"""Settings: who sends, at which secret address, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import guards
from accounts.request import Request
from kit.errors import Refused
from signals import workflow
from signals.forms.sources import AddForm, EditForm, RuleForm, SecretForm
from signals.models import Source
from signals.shown import lag_of
from signals.views.finding import MANAGES, posted, the_source

asks = require_http_methods(["GET", "HEAD", "POST"])


@guards(MANAGES)
@require_safe
def sources(request: Request) -> HttpResponse:
    return render(request, "signals/sources.html", {"sources": Source.objects.visible_to(request.user).counted()})


@guards(MANAGES)
@never_cache
@asks
def add_source(request: Request) -> HttpResponse:
    form = AddForm(posted(request))
    if form.is_valid():
        try:
            source, token = workflow.add_source(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            return _address(request, source, token)
    return render(request, "signals/add.html", {"form": form}, status=422 if form.errors else 200)


@guards(MANAGES)
@asks
def edit_source(request: Request, pk: int) -> HttpResponse:
    source = the_source(request, pk)
    names = ("name", "offset_seconds", "per_minute", "keep_days")
    form = EditForm(posted(request), initial={name: getattr(source, name) for name in names})
    if form.is_valid():
        try:
            workflow.edit_source(source, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            return _said(request, source, "Source changed")
    return _form(request, source, form, "signals/edit.html", lag=lag_of(source))


@guards(MANAGES)
@asks
def set_rule(request: Request, pk: int) -> HttpResponse:
    source = the_source(request, pk)
    names = ("rule", "least", "opens_as", "per_hour", "joins", "sets_milestones", "service")
    form = RuleForm(posted(request), initial={name: getattr(source, name) for name in names})
    if form.is_valid():
        workflow.set_rule(source, by=request.user, **form.cleaned_data)
        return _said(request, source, "Rule set")
    return _form(request, source, form, "signals/rule.html")


@guards(MANAGES)
@asks
def set_secret(request: Request, pk: int) -> HttpResponse:
    source = the_source(request, pk)
    if not source.signed:
        raise Refused(f"{source.get_sender_display()} does not sign what it sends. Its secret address protects it.")
    form = SecretForm(posted(request), source=source)
    if form.is_valid():
        workflow.set_secret(source, by=request.user, secret=form.cleaned_data["secret"])
        return _said(request, source, "Secret kept" if form.cleaned_data["secret"] else "No signature is asked for")
    return _form(request, source, form, "signals/secret.html")


@guards(MANAGES)
@never_cache
@asks
def rotate_address(request: Request, pk: int) -> HttpResponse:
    source = the_source(request, pk)
    if request.method == "POST":
        return _address(request, *workflow.rotate_address(source, by=request.user))
    return _form(request, source, None, "signals/rotate.html")


@guards(MANAGES)
@require_POST
def pause_source(request: Request, pk: int) -> HttpResponse:
    paused = request.POST.get("paused") == "1"
    source = workflow.pause_source(the_source(request, pk), by=request.user, paused=paused)
    return _said(request, source, "Paused: what comes is kept for later" if paused else "Going on")


@guards(MANAGES)
@asks
def remove_source(request: Request, pk: int) -> HttpResponse:
    source = the_source(request, pk)
    if request.method == "POST":
        workflow.remove_source(source, by=request.user)
        messages.success(request, "Source removed")
        return HttpResponseRedirect(reverse("signals:sources"))
    return _form(request, source, None, "signals/remove.html")


def _address(request: Request, source: Source, token: str) -> HttpResponse:
    """In the answer to the form and nowhere else."""
    address = request.build_absolute_uri(reverse("signals:receive", args=[source.pk, token]))
    return render(request, "signals/address.html", {"source": source, "address": address})


def _form(request: Request, source: Source, form: Any, template: str, **more: Any) -> HttpResponse:
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, template, {"source": source, "form": form, **more}, status=status)


def _said(request: Request, source: Source, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(source.get_absolute_url())
