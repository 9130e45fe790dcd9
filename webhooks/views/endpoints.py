from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from kit import keyset
from kit.errors import Refused
from webhooks import workflow
from webhooks.forms import EndpointForm
from webhooks.models import Delivery, Endpoint

PER_PAGE = 30
MANAGE = "webhooks.manage"


def the_endpoint(request: Request, pk: int) -> Endpoint:
    rows = Endpoint.objects.kept().select_related("user")
    endpoint: Endpoint = found(request, rows, MANAGE, pk=pk)
    return endpoint


@guards(MANAGE)
@require_safe
def endpoints(request: Request) -> HttpResponse:
    rows = Endpoint.objects.visible_to(request.user).kept().select_related("user")
    return render(request, "webhooks/endpoints.html", {"endpoints": rows})


@guards(MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """The page that follows shows the secret, once."""
    form = EndpointForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            endpoint, secret = workflow.add_endpoint(by=request.user, **_given(form))
            return _page(request, endpoint, secret=secret)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "webhooks/form.html", {"form": form}, status=422 if form.errors else 200)


@guards(MANAGE)
@require_safe
def endpoint(request: Request, pk: int) -> HttpResponse:
    return _page(request, the_endpoint(request, pk))


def _page(request: Request, endpoint: Endpoint, **more: Any) -> HttpResponse:
    rows = Delivery.objects.visible_to(request.user).filter(endpoint=endpoint).select_related("activity")
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = keyset.page(rows, ("-pk",), size=PER_PAGE, **cursors)
    return render(request, "webhooks/endpoint.html", {"endpoint": endpoint, "page": page, **more})


@guards(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    endpoint = the_endpoint(request, pk)
    form = EndpointForm(request.POST if request.method == "POST" else None, by=request.user, endpoint=endpoint)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            workflow.edit_endpoint(endpoint, by=request.user, version=version, **_given(form))
            messages.success(request, "Webhook saved")
            return redirect(endpoint)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "endpoint": endpoint}
    return render(request, "webhooks/form.html", context, status=422 if form.errors else 200)


@guards(MANAGE)
@never_cache
@require_POST
def change_secret(request: Request, pk: int) -> HttpResponse:
    endpoint, secret = workflow.change_secret(the_endpoint(request, pk), by=request.user)
    return _page(request, endpoint, secret=secret)


@guards(MANAGE)
@require_POST
def pause(request: Request, pk: int) -> HttpResponse:
    workflow.pause_endpoint(the_endpoint(request, pk), by=request.user)
    return redirect("webhooks:endpoint", pk)


@guards(MANAGE)
@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    workflow.resume_endpoint(the_endpoint(request, pk), by=request.user)
    messages.success(request, "Messages leave again")
    return redirect("webhooks:endpoint", pk)


@guards(MANAGE)
@require_POST
def test(request: Request, pk: int) -> HttpResponse:
    workflow.send_test(the_endpoint(request, pk), by=request.user)
    messages.success(request, "The test is on its way")
    return redirect("webhooks:endpoint", pk)


@guards(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, pk: int) -> HttpResponse:
    endpoint = the_endpoint(request, pk)
    if request.method != "POST":
        return render(request, "webhooks/remove.html", {"endpoint": endpoint})
    workflow.remove_endpoint(endpoint, by=request.user)
    messages.success(request, f"“{endpoint.name}” is told nothing more")
    return redirect("webhooks:endpoints")


@guards(MANAGE)
@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    rows = Delivery.objects.filter(endpoint__removed_at__isnull=True).select_related("endpoint")
    delivery = found(request, rows, MANAGE, pk=pk)
    workflow.send_again(delivery, by=request.user)
    messages.success(request, "It is tried again")
    return redirect("webhooks:endpoint", delivery.endpoint_id)


def _given(form: EndpointForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "url", "user", "events")}
