from __future__ import annotations

from typing import Any

from actions.models import Action
from api.showing.addresses import page

PLAIN = ("code", "title", "due_on", "priority", "category", "state", "blocked", "changed_at")
MORE = (
    ("description", "done_when", "benefit", "effort", "gain", "ticket", "ticket_url")
    + ("evidence", "evidence_url", "rationale", "closed_at", "moved", "version")
)  # fmt: skip


def action_row(action: Action) -> dict[str, Any]:
    return {name: getattr(action, name) for name in PLAIN} | {
        "owner": action.owner.handle if action.owner else None,
        "team": action.team.slug if action.team else None,
        "incident": action.reference or None,
        "page": page(action),
    }


def action_whole(action: Action) -> dict[str, Any]:
    return action_row(action) | {name: getattr(action, name) for name in MORE}
