from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request

from kit.errors import Refused


class RefusalMiddleware:
    """Turns a `Refused` verb into 409: its sentences, what is safe, and the way back.

    And into 400 what holds a character that the database keeps in no text: no browser sends it unless told to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DataError) and "NUL" in str(exception):
            return bad_request(request, exception)
        if not isinstance(exception, Refused):
            return None
        partial = request.headers.get("HX-Request") == "true"
        template = "errors/_refused.html" if partial else "errors/409.html"
        response = render(request, template, {"reasons": exception.reasons}, status=409)
        if partial:
            response["HX-Reswap"] = "none"
            response["HX-Refused"] = "true"
        return response
