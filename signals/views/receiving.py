"""The one door that others knock at: opened by the secret in its address, and by nothing that a browser carries."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from signals import workflow
from signals.workflow.receiving import MOST_BYTES, WINDOW_SECONDS


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """202 as soon as the body is kept; what it means is found out later."""
    source = workflow.find_source(pk, token)
    if source is None:
        raise Http404
    body = _body(request)
    if body is None:
        return JsonResponse({"error": f"A body holds up to {MOST_BYTES:,} bytes."}, status=413)
    try:
        received = workflow.receive(source, headers=request.headers, body=body)
    except workflow.TooMany:
        return JsonResponse({"error": "Too many."}, status=429, headers={"Retry-After": str(WINDOW_SECONDS)})
    if not received.is_genuine:
        return JsonResponse({"error": "The signature does not hold."}, status=401)
    return JsonResponse({"delivery": received.delivery.pk}, status=202)


def _body(request: HttpRequest) -> bytes | None:
    """None when it is larger than any we take; what is declared too large is not even read."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return None
        body = request.body
    except (RequestDataTooBig, UnreadablePostError, ValueError):
        return None
    return body if len(body) <= MOST_BYTES else None
