from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.request import Request
from kit.http import page_or_fragment
from overview.summaries import PER_PAGE, summaries_for


@require_GET
def summaries(request: Request) -> HttpResponse:
    everything = request.GET.get("severity") == "all"
    page = Paginator(summaries_for(request.user, everything=everything), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "everything": everything}
    return page_or_fragment(request, "overview/summaries.html", "overview/_summaries.html", context)
