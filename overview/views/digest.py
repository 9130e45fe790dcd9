from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.request import Request
from kit import clock
from overview.digest import Digest, Month


@require_GET
def newest(request: Request) -> HttpResponse:
    """Of the last month that is over."""
    return redirect("overview:digest", str(Month.of(clock.today(request.user.zone)).plus(-1)))


@require_GET
def digest(request: Request, month: str) -> HttpResponse:
    present = Month.of(clock.today(request.user.zone))
    try:
        shown = Month.named(month)
    except ValueError:
        raise Http404
    if shown > present:
        raise Http404
    context = {
        "digest": Digest(request.user, shown),
        "month": shown,
        "runs": shown == present,
        "before": shown.plus(-1),
        "after": shown.plus(1) if shown < present else None,
    }
    return render(request, "overview/digest.html", context)
