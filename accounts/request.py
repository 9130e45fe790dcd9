"""The request as doors see it once LoginRequiredMiddleware has let it through."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.models import User

    class Request(HttpRequest):
        user: User
        htmx: HtmxDetails
else:
    Request = HttpRequest

__all__ = ["Request"]
