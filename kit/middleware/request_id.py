import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kit.logging import discreet, request_id

log = logging.getLogger("debrief.request")

ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")
QUIET = ("/static/", "/healthz", "/readyz")


class RequestIdMiddleware:
    """Gives each request an id (a proxy's, when it sent a sane one), logs it once, and answers with the id.

    The query is left out of the log: it may hold what somebody searched for or a token from a mail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        identity = given if ACCEPTABLE.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(identity)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = identity
            self.record(request, response, started)
            return response
        finally:
            request_id.reset(token)

    @staticmethod
    def record(request: HttpRequest, response: HttpResponse, started: float) -> None:
        if request.path.startswith(QUIET) and response.status_code < 500:
            return
        path = discreet(request.path)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        log.info(
            "%s %s %s %s ms",
            request.method,
            path,
            response.status_code,
            milliseconds,
            extra={
                "method": request.method,
                "path": path,
                "status": response.status_code,
                "milliseconds": milliseconds,
            },
        )
