"""Places on the incident page that apps above this one fill: they register a renderer, this app calls it.

Positions: `topbar` (the one next step, beside "Edit details"), `callout` (below the title, a `.callout`), `aside`
(an `<section class="aside-block">`); and `record`, at the end of the write-up's page: what else is on record about the
incident (a `<section>`). Renderers of one position are shown in the order of their `rank`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from accounts.request import Request
    from incidents.models import Incident

Renderer = Callable[["Request", "Incident"], "SafeString | None"]

POSITIONS = ("topbar", "callout", "aside", "record")
_panels: dict[str, list[tuple[int, Renderer]]] = {position: [] for position in POSITIONS}


def register(position: str, renderer: Renderer, *, rank: int = 100) -> None:
    """Called from AppConfig.ready. The renderer gets an incident its reader may see, and answers None to stay away."""
    if all(known is not renderer for _, known in _panels[position]):
        _panels[position].append((rank, renderer))
        _panels[position].sort(key=lambda panel: panel[0])


def rendered(position: str, request: Request, incident: Incident) -> list[SafeString]:
    answers = (renderer(request, incident) for _, renderer in _panels[position])
    return [answer for answer in answers if answer]
