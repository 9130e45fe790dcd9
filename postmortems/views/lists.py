from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.request import Request
from kit import keyset
from kit.http import is_partial, page_or_fragment
from postmortems.forms.lists import ListForm
from postmortems.models import Postmortem

SIZE = 50
COUNTED = 1_000


@require_safe
def index(request: Request) -> HttpResponse:
    form = ListForm(request.GET, user=request.user)
    rows = form.narrowed(Postmortem.objects.visible_to(request.user))
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    context = {
        "form": form,
        "page": keyset.page(rows.with_names(), form.order, size=SIZE, **cursors),
        "count": keyset.capped_count(rows, COUNTED + 1),
        "counted": COUNTED,
    }
    response = page_or_fragment(request, "postmortems/lists/index.html", "postmortems/lists/_results.html", context)
    if is_partial(request):
        response["HX-Push-Url"] = request.path + form.clean_address()
    return response


@require_safe
def reviews(request: Request) -> HttpResponse:
    visible = Postmortem.objects.visible_to(request.user)
    in_review = visible.under_review().with_names().with_answers().order_by("submitted_at", "pk")
    context = {
        "waiting": list(in_review.waiting_for(request.user)[:SIZE]),
        "mine": list(in_review.written_by(request.user)[:SIZE]),
        "others": list(in_review[:SIZE]),
    }
    return render(request, "postmortems/lists/reviews.html", context)
