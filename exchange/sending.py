from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from exchange.writing.file import File


def sent(file: File) -> HttpResponse:
    """To be kept, never to be shown in our own place."""
    response = HttpResponse(file.data, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
