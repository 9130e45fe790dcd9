"""Executive summaries: what was published, in the words written for people who read nothing else."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from actions.ladder import DECISION_WEEK
from actions.models import Action
from kit import clock
from postmortems.models import Postmortem

PER_PAGE = 20
SEVERE = ("sev1", "sev2")


def summaries_for(user: User, *, everything: bool = False) -> QuerySet[Any]:
    """Published write-ups the person may see, in no order, with the state of their actions; SEV1 and SEV2 alone
    unless `everything`. `actions_undecided` are so late that somebody must decide."""
    rows = Postmortem.objects.visible_to(user).published().select_related("incident")
    if not everything:
        rows = rows.filter(incident__severity__in=SEVERE)
    today = clock.now().date()
    late = {"state__in": ("todo", "in_progress"), "clock_started_at__isnull": False}
    counts = {
        "actions_total": _actions(),
        "actions_done": _actions(state="done"),
        "actions_dropped": _actions(state="dropped"),
        "actions_overdue": _actions(**late, due_on__lt=today),
        "actions_undecided": _actions(**late, due_on__lt=_undecided_since(today)),
    }
    return rows.annotate(**counts).prefetch_related("incident__services")


def _undecided_since(today: date) -> date:
    return today - timedelta(weeks=DECISION_WEEK - 1)


def _actions(**conditions: Any) -> Coalesce:
    counted = (
        Action.objects.filter(incident=OuterRef("incident"), **conditions)
        .order_by()
        .values("incident")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
