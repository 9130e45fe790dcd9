from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class TimeZoneMiddleware:
    """Renders times in the reader's zone.

    Puts the reader in the place of Django's stand-in, which has been looked behind by now and costs at every glance.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = get_user(request)
        with timezone.override(getattr(request.user, "zone", None)):
            return self.get_response(request)
