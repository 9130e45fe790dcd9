from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import workflow
from accounts.forms.invitations import InviteForm
from accounts.forms.people import AcceptForm
from accounts.guards import found, guards
from accounts.models import Invitation
from accounts.request import Request
from accounts.zones import ZONE_NAMES
from kit import clock
from kit.http import fragment_or_redirect


@guards("accounts.invite")
@require_safe
def invitations(request: Request) -> HttpResponse:
    return render(request, "accounts/invitations.html", _pending(request) | {"form": InviteForm()})


@guards("accounts.invite")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        sent = workflow.invite(by=request.user, emails=chosen["emails"], role=chosen["role"], team=chosen["team"])
        messages.success(request, f"{len(sent)} invitation{'s' if len(sent) != 1 else ''} on the way")
        return redirect("accounts:invitations")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/invitations.html", _pending(request) | {"form": form}, status=status)


@guards("accounts.invite")
@require_POST
def resend(request: Request, pk: int) -> HttpResponse:
    workflow.resend(found(request, Invitation.objects.all(), "accounts.invite", pk=pk), by=request.user)
    return _list(request, "Invitation sent again")


@guards("accounts.invite")
@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    workflow.revoke(found(request, Invitation.objects.all(), "accounts.invite", pk=pk), by=request.user)
    return _list(request, "Invitation revoked")


@never_cache
@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where somebody invited makes their account; says why when the link cannot be used."""
    invited = Invitation.objects.by_token(token)
    if request.user.is_authenticated or invited is None or not invited.is_usable(clock.now()):
        status = 200 if request.user.is_authenticated else 410
        return render(request, "accounts/invitation_settled.html", {"invitation": invited}, status=status)
    form = AcceptForm(request.POST or None, email=invited.email)
    if request.method == "POST" and form.is_valid():
        user = workflow.accept(invited, **form.cleaned_data)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("overview:home")
    status = 422 if form.is_bound else 200
    context = {"form": form, "invitation": invited, "zones": ZONE_NAMES}
    return render(request, "accounts/invitation.html", context, status=status)


def _pending(request: Request) -> dict[str, object]:
    rows = Invitation.objects.visible_to(request.user).pending().select_related("team", "invited_by")
    now = clock.now()
    return {"invitations": [(row, row.is_usable(now), row.mail_state) for row in rows.with_mail_state()]}


def _list(request: Request, said: str) -> HttpResponse:
    return fragment_or_redirect(
        request, "accounts/_invitations.html", _pending(request), to="accounts:invitations", said=said
    )
