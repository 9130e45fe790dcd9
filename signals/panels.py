"""What the incident page shows of what came in: a place that fetches it once the page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from incidents import panels

if TYPE_CHECKING:
    from accounts.request import Request
    from incidents.models import Incident


def aside(request: Request, incident: Incident) -> SafeString | None:
    return render_to_string("signals/_panel.html", {"incident": incident}, request=request)


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("aside", aside, rank=10)
