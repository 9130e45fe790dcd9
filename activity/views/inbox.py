from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from activity import lines, workflow
from activity.models import Notice
from kit.http import fragment_or_redirect, page_or_fragment

PER_PAGE = 50


def _region(request: HttpRequest) -> dict[str, object]:
    notices = Notice.objects.visible_to(request.user).inbox().select_related("actor")
    only_unread = request.GET.get("show") == "unread"
    page = Paginator(notices.unread() if only_unread else notices, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lines": lines.render(list(page), reader=request.user), "only_unread": only_unread}


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    return page_or_fragment(request, "activity/inbox.html", "activity/_inbox.html", _region(request))


@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks the line read and goes where it points; a link, so that it opens in a new tab as well."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user).inbox(), pk=pk)
    workflow.mark_read(notice, by=request.user)
    return redirect(lines.address(notice, reader=request.user))


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    workflow.mark_all_read(by=request.user)
    return fragment_or_redirect(
        request, "activity/_inbox.html", _region(request), to="activity:inbox", said="All marked read"
    )
