from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.request import Request
from meetings.models import Meeting

PAGE = 30


@require_safe
def index(request: Request) -> HttpResponse:
    """What is ahead, one's own first; then what was."""
    rows = Meeting.objects.visible_to(request.user).select_related("incident", "facilitator")
    own = list(rows.ahead().of_person(request.user)[:PAGE])
    others = list(rows.ahead().exclude(pk__in=[meeting.pk for meeting in own])[:PAGE])
    page = Paginator(rows.over().order_by("-starts_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/index.html", {"own": own, "others": others, "page": page})
