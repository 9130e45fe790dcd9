from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.request import Request
from insights.summaries import PER_PAGE, summaries_for
from kit import keyset
from kit.http import page_or_fragment


@require_GET
def summaries(request: Request) -> HttpResponse:
    everything = request.GET.get("severity") == "all"
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    rows = summaries_for(request.user, everything=everything)
    page = keyset.page(rows, ("-published_at", "-pk"), size=PER_PAGE, **cursors)
    context = {"page": page, "everything": everything}
    return page_or_fragment(request, "overview/summaries.html", "overview/_summaries.html", context)
