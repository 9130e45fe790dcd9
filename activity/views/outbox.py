from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from activity.models import AuditFinding, Heartbeat, Mail, Notice
from kit import clock

PER_PAGE = 50
AUDITED = timedelta(days=30)


def _administrators_only(request: HttpRequest) -> None:
    if not getattr(request.user, "is_administrator", False):
        raise PermissionDenied("The outbox holds everybody's mail, so only administrators read it.")


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    _administrators_only(request)
    context = {
        "page": Paginator(Mail.objects.newest().defer("text", "html"), PER_PAGE).get_page(request.GET.get("page")),
        "failed": Notice.objects.failures_visible_to(request.user).select_related("recipient")[:PER_PAGE],
        "waiting": Notice.objects.retrying().select_related("recipient")[:PER_PAGE],
        "audited": AuditFinding.objects.visible_to(request.user).since(clock.now().date() - AUDITED)[:PER_PAGE],
        "audit": Heartbeat.objects.filter(name="audit").first(),
        "has_smtp": bool(settings.SMTP_HOST),
    }
    return render(request, "activity/outbox.html", context)


@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    _administrators_only(request)
    return render(
        request, "activity/mail.html", {"mail": get_object_or_404(Mail.objects.visible_to(request.user), pk=pk)}
    )
