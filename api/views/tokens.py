from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import found, guards
from accounts.models import User
from accounts.request import Request
from api import workflow
from api.forms import ServiceAccountForm, TokenForm
from api.models import Token
from kit import clock
from kit.errors import Refused


@guards("api.make_token")
@require_safe
def tokens(request: Request) -> HttpResponse:
    return render(request, "api/tokens.html", _listed(request) | {"form": TokenForm(user=request.user)})


@guards("api.make_token")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    """The page that follows shows the secret, once: it is not kept, and not sent anywhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None, user=request.user)
    made: dict[str, Any] = {}
    if form.is_valid():
        try:
            made = _made(request, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    status = 422 if form.errors else 200
    return render(request, "api/tokens.html", _listed(request) | {"form": form} | made, status=status)


def _made(request: Request, form: TokenForm) -> dict[str, Any]:
    given = {name: form.cleaned_data[name] for name in ("name", "scopes")}
    token, secret = workflow.make_token(form.acts_for, by=request.user, expires_at=form.expires_at, **given)
    return {"made": token, "secret": secret, "form": TokenForm(user=request.user)}


@guards("api.revoke_token")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: Request, pk: int) -> HttpResponse:
    token = found(request, Token.objects.all(), "api.revoke_token", pk=pk)
    if request.method != "POST":
        return render(request, "api/revoke.html", {"token": token})
    workflow.revoke_token(token, by=request.user)
    messages.success(request, f"“{token.name}” opens nothing any more.")
    return redirect("api:tokens")


@guards("api.make_service_token")
@require_http_methods(["GET", "HEAD", "POST"])
def make_account(request: Request) -> HttpResponse:
    form = ServiceAccountForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        workflow.make_service_account(by=request.user, **form.cleaned_data)
        messages.success(request, "Service account made. Give it a token next.")
        return redirect("api:tokens")
    return render(request, "api/service_account.html", {"form": form}, status=422 if form.errors else 200)


def _listed(request: Request) -> dict[str, Any]:
    """One's own tokens and, for administrators, everybody's."""
    rows = Token.objects.visible_to(request.user).kept().select_related("user", "created_by")
    accounts = User.objects.visible_to(request.user).filter(is_service=True, is_active=True).order_by("handle")
    now = clock.now()
    return {
        "own": [(row, row.is_usable(now)) for row in rows if row.user_id == request.user.pk],
        "others": [(row, row.is_usable(now)) for row in rows[:500] if row.user_id != request.user.pk],
        "accounts": accounts if request.user.is_administrator else [],
    }
