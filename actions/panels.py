"""Places on the action page that apps above this one fill: they register a renderer, this app calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from accounts.request import Request
    from actions.models import Action

Renderer = Callable[["Request", "Action"], "SafeString | None"]

_panels: list[tuple[int, Renderer]] = []


def register(renderer: Renderer, *, rank: int = 100) -> None:
    """Called from AppConfig.ready. The renderer gets an action its reader may see, and answers None to stay away."""
    if all(known is not renderer for _, known in _panels):
        _panels.append((rank, renderer))
        _panels.sort(key=lambda panel: panel[0])


def rendered(request: Request, action: Action) -> list[SafeString]:
    answers = (renderer(request, action) for _, renderer in _panels)
    return [answer for answer in answers if answer]
