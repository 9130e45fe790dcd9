"""Test clients share one stack of middleware, as all requests to a real process do.

Each new client would build its own, which takes longer than most requests.
"""

from typing import Any

from django.core.signals import setting_changed
from django.test.client import ClientHandler

PARTS = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")

_built: dict[str, Any] = {}
_build = ClientHandler.load_middleware


def _load(self: Any, is_async: bool = False) -> None:
    if is_async:
        return _build(self, is_async)
    if not _built:
        _build(self)
        _built.update({part: getattr(self, part) for part in PARTS})
    for part, made in _built.items():
        setattr(self, part, made)
    return None


def _forget(**_: Any) -> None:
    _built.clear()


def share() -> None:
    ClientHandler.load_middleware = _load  # type: ignore[method-assign]
    # Middleware reads some settings when it is made.
    setting_changed.connect(_forget)
