"""Where an action comes from, what it says again, and what calls for it again."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from accounts import policy
from accounts.models import User
from actions.models import Action
from kit import clock
from learning.models import Echo, External, Question
from learning.promised import promised


def origins(user: User, action: Action) -> dict[str, Any]:
    """As far as the reader may know of each. Eight queries."""
    questions = Question.objects.visible_to(user).filter(actions=action).select_related("postmortem__incident")
    rows = Echo.objects.visible_to(user).filter(Q(earlier=action) | Q(later=action)).order_by("pk")
    echoes = list(rows.select_related("earlier", "later", "incident"))
    earlier = [each for each in echoes if each.later_id == action.pk]
    looks = action.is_open and not earlier
    return {
        "action": action,
        "questions": list(questions),
        "externals": list(External.objects.visible_to(user).kept().filter(actions=action)),
        "earlier": earlier,
        "again": [each for each in echoes if each.earlier_id == action.pk],
        "promises": promised(user, action.title, on=clock.today(user.zone), but=[action.pk]) if looks else [],
        "may_link": policy.could("actions.create", user),
    }
