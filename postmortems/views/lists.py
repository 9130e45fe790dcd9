from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.request import Request
from postmortems.models import Postmortem

SIZE = 50


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
