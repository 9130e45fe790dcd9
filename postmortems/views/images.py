from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import guards
from accounts.request import Request
from incidents.models import Attachment
from incidents.references import number_of
from kit.errors import Refused
from postmortems import workflow
from postmortems.insertion import SUFFIXES
from postmortems.models import Image
from postmortems.views.drafting import the_draft
from postmortems.workflow.images import MOST_BYTES

YEAR_SECONDS = 365 * 24 * 3600
CONTENT_TYPES = {suffix: content_type for content_type, suffix in SUFFIXES.items()}


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
    row = _found(request, reference, key, suffix)
    return HttpResponse(
        row.data,
        content_type=row.content_type,
        headers={
            "Cache-Control": f"private, max-age={YEAR_SECONDS}, immutable",
            "Content-Disposition": f'inline; filename="{key}.{suffix}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _found(request: Request, reference: str, key: str, suffix: str) -> Image | Attachment:
    """Of the text, or else of its incident; one that was taken off the incident stays in the texts that show it."""
    number = number_of(reference)
    rows = Image.objects.visible_to(request.user).filter(postmortem__incident__number=number, key=key, suffix=suffix)
    files = Attachment.objects.visible_to(request.user).filter(incident__number=number, key=key)
    row: Image | Attachment | None = rows.first() or files.filter(content_type=CONTENT_TYPES.get(suffix, "")).last()
    if row is None:
        raise Http404
    return row
