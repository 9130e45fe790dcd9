from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from incidents.references import number_of
from kit.errors import Refused
from postmortems import workflow
from postmortems.models import Image
from postmortems.views.drafting import the_draft
from postmortems.workflow.images import MOST_BYTES

YEAR_SECONDS = 365 * 24 * 3600


@guards("postmortems.edit")
@require_POST
def add_image(request: Request, reference: str) -> HttpResponse:
    """Answers the Markdown that shows the picture, or a sentence that says why it is not taken."""
    postmortem = the_draft(request, reference)
    file = request.FILES.get("image")
    if file is None:
        return JsonResponse({"error": "No picture was sent."}, status=400)
    try:
        # One byte more than fits is enough to refuse it.
        image = workflow.add_image(
            postmortem, by=request.user, data=file.read(MOST_BYTES + 1), name=str(file.name or "")
        )
    except Refused as refused:
        return JsonResponse({"error": " ".join(refused.reasons)}, status=409)
    return JsonResponse({"markdown": image.markdown, "url": image.get_absolute_url()}, status=201)


@require_safe
def image(request: Request, reference: str, key: str, suffix: str) -> HttpResponse:
    """The picture itself, which can be nothing but a picture to whatever opens it."""
    of: dict[str, Any] = {"postmortem__incident__number": number_of(reference)}
    shown = found(request, Image.objects.all(), key=key, suffix=suffix, **of)
    return HttpResponse(
        shown.data,
        content_type=shown.content_type,
        headers={
            "Cache-Control": f"private, max-age={YEAR_SECONDS}, immutable",
            "Content-Disposition": f'inline; filename="{shown.key}.{shown.suffix}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
