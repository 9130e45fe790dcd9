"""Who asks: the token of the Authorization header, and whether it may be used for this."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.security import HttpBearer

from api import secrets, workflow
from api.models import Token
from kit import clock


def token_of(request: HttpRequest) -> Token | None:
    """The usable token the request carries. Its use is noted, and the request is its person's from now on."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secrets.is_one(secret.strip()):
        return None
    now = clock.now()
    rows = Token.objects.usable(now).select_related("user")
    token: Token | None = rows.filter(digest=secrets.digest(secret.strip())).first()
    if token is not None:
        workflow.note_use(token, now)
        request.user = token.user
    return token


class Bearer(HttpBearer):
    """The scope an operation asks for. The doors have found the token by now; here it is asked what it is good for."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        found: Token | None = getattr(request, "token", None)
        if found is not None and self.scope and self.scope not in found.scopes:
            raise PermissionDenied(f"This token was not made for that: it lacks {self.scope}.")
        return found
