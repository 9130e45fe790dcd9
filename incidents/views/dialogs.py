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
    request: Request, incident: Incident, form: forms.BaseForm, *, template: str = "incidents/ask.html", **words: Any
) -> HttpResponse:
    """The dialog; again, with what was typed, when something in it is wrong (422).

    `words` are at least `title` and `verb`; `lede` explains, `target` is the region htmx swaps.
    """
    shown = {"target": "#incident", **zone.words(request), **words}
    status = 422 if form.is_bound and form.errors else 200
    context = {"incident": incident, "form": form, "action": request.get_full_path(), **shown}
    return render(request, template, context, status=status)
