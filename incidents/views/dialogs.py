"""Doors that ask something in a dialog (a page of its own without script) and then call one verb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from accounts.request import Request
from incidents.models import Incident
from incidents.views import zone


def posted(request: Request) -> Any:
    """The form's data, also when nothing was filled in; None when it is only asked for."""
    return request.POST if request.method == "POST" else None


def ask(
    request: Request,
    incident: Incident,
    form: forms.BaseForm,
    *,
    title: str,
    verb: str,
    lede: str = "",
    template: str = "incidents/ask.html",
    target: str = "#incident",
    **more: Any,
) -> HttpResponse:
    """The dialog; again, with what was typed, when something in it is wrong (422)."""
    context = {
        "incident": incident,
        "form": form,
        "title": title,
        "verb": verb,
        "lede": lede,
        "target": target,
        "action": request.get_full_path(),
        **zone.words(request),
        **more,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)
