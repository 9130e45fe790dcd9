"""What became of each mail and each word to a chat room: one's own, and everybody's for administrators."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from activity import workflow
from activity.models import Notice
from kit.http import fragment_or_redirect, page_or_fragment

PER_PAGE = 50
SHOWN = {
    "": "All",
    "waiting": "Waiting",
    "failed": "Failed",
    "to-come": "To come",
    "sent": "Sent",
    "skipped": "Not sent",
}


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    everybody = getattr(request.user, "is_administrator", False) and request.GET.get("whose") == "all"
    rows = Notice.objects.deliverable_by(request.user) if everybody else Notice.objects.visible_to(request.user)
    shown = request.GET.get("show", "")
    page = Paginator(rows.leaving().standing(shown).select_related("recipient"), PER_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "shown": shown if shown in SHOWN else "",
        "choices": SHOWN.items(),
        "everybody": everybody,
    }
    return page_or_fragment(request, "activity/deliveries.html", "activity/_deliveries.html", context)


@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _one(request, pk)
    workflow.try_again(notice, by=request.user)
    return _row(request, notice, "It leaves within seconds")


@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _one(request, pk)
    workflow.give_up(notice, by=request.user)
    return _row(request, notice, "Given up")


def _one(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(Notice.objects.deliverable_by(request.user).leaving().select_related("recipient"), pk=pk)


def _row(request: HttpRequest, notice: Notice, said: str) -> HttpResponse:
    notice.refresh_from_db()
    own = Notice.objects.visible_to(request.user).filter(pk=notice.pk).exists()
    to = request.POST.get("next", "")
    back = to if to in ("activity:outbox", "activity:deliveries") else "activity:deliveries"
    context = {"notice": notice, "everybody": not own}
    return fragment_or_redirect(request, "activity/_delivery.html", context, to=back, said=said)
