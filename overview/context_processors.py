from typing import Any

from django.http import HttpRequest

from overview.navigation import Navigation


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` for the shell; its counts are only queried when a template asks for them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"nav": Navigation(user, request)}
