"""Executive summaries: what was published, in the words written for people who read nothing else."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from actions.models import Action
from postmortems.models import Postmortem

PER_PAGE = 20
SEVERE = ("sev1", "sev2")


def summaries_for(user: User, *, everything: bool = False) -> QuerySet[Any]:
    """Published write-ups the person may see, in no order, with the state of their actions; SEV1 and SEV2 alone
    unless `everything`."""
    rows = Postmortem.objects.visible_to(user).published().select_related("incident")
    if not everything:
        rows = rows.filter(incident__severity__in=SEVERE)
    counts = {"actions_total": _actions(), "actions_done": _actions(state="done")}
    return rows.annotate(**counts, actions_dropped=_actions(state="dropped")).prefetch_related("incident__services")


def _actions(**conditions: str) -> Coalesce:
    counted = (
        Action.objects.filter(incident=OuterRef("incident"), **conditions)
        .order_by()
        .values("incident")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
