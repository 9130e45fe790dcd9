"""Where an action comes from, what it says again, and what calls for it again."""

from __future__ import annotations

from typing import Any

from accounts import policy
from accounts.models import User
from actions.models import Action
from kit import clock
from learning.models import Echo, External, Question
from learning.promised import promised


def origins(user: User, action: Action) -> dict[str, Any]:
    """As far as the reader may know of each. About ten queries."""
    questions = Question.objects.visible_to(user).filter(actions=action).select_related("postmortem__incident")
    again = Echo.objects.visible_to(user).filter(earlier=action).select_related("later", "incident")
    earlier = list(Echo.objects.visible_to(user).filter(later=action).select_related("earlier"))
    looks = action.is_open and not earlier
    on = clock.today(user.zone)
    return {
        "action": action,
        "questions": list(questions),
        "externals": list(External.objects.visible_to(user).kept().filter(actions=action)),
        "earlier": earlier,
        "again": list(again),
        "promises": promised(user, action.title, on=on, but=[action.pk]) if looks else [],
        "may_link": policy.could("actions.create", user),
    }
