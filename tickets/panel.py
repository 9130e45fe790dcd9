"""An action's ticket, on the action's page."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts import policy
from accounts.request import Request
from actions.models import Action
from tickets.models import Ticket, Tracker


def panel(request: Request, action: Action) -> SafeString | None:
    """Nothing where there is no tracker to link to."""
    ticket = Ticket.objects.kept().filter(action=action).select_related("tracker").first()
    if ticket is None and not Tracker.objects.offered().exists():
        return None
    may = policy.allows("tickets.link", request.user, action)
    context = {"ticket": ticket, "action": action, "may": may}
    return render_to_string("tickets/_panel.html", context, request)
