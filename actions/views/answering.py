"""How the doors of actions answer a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.request import Request
from actions.models import Action
from kit.errors import Refused, Stale
from kit.http import Linked, is_partial


def posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def settled(form: forms.Form, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What the verb answers; when a rule refuses, None, and the form says why with everything typed kept.

    A stale form is for the door to explain.
    """
    try:
        return verb(*args, **kwargs)
    except Stale:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return None


def done(request: Request, said: str, *, to: Linked | str) -> HttpResponse:
    """After a dialog's verb: whichever page it was opened on shows its new state, with a toast."""
    messages.success(request, said)
    if is_partial(request):
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return redirect(to)


def dialog(request: Request, template: str, action: Action, form: forms.Form, **more: Any) -> HttpResponse:
    context = {"action": action, "form": form, **more}
    return render(request, f"actions/{template}.html", context, status=422 if form.errors else 200)
