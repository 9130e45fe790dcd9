from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused
from postmortems.models import ContributingFactor, FactorCategory, Postmortem
from postmortems.workflow.categories import LEAST
from postmortems.workflow.standing import recheck


@transaction.atomic
def merge_category(category: FactorCategory, *, by: User, into: FactorCategory) -> FactorCategory:
    """Two names for one kind of cause: factors go over to `into`. The old one stays as a name that leads there.

    Published texts and earlier revisions keep the category they were written with. Approvals of texts in review lapse.
    """
    policy.require("postmortems.edit_categories", by)
    rows = {row.pk: row for row in FactorCategory.objects.select_for_update().order_by("pk")}
    category, into = rows[category.pk], rows[into.pk]
    if category.pk == into.pk:
        raise Refused("A category cannot be merged into itself.")
    if category.merged_into_id is not None:
        raise Refused(f"{category.name} was merged into {rows[category.merged_into_id].name} already.")
    if into.archived_at is not None:
        raise Refused(f"{into.name} is archived. Bring it back first, or choose another.")
    left = sum(row.archived_at is None for row in rows.values() if row.pk != category.pk)
    if left < LEAST:
        raise Refused(f"At least {LEAST} categories must remain: a review asks for factors in {LEAST}.")
    having = ContributingFactor.everything.filter(category=category.key)
    in_review = list(Postmortem.objects.in_review().filter(pk__in=having.values("postmortem")).order_by("pk"))
    having.update(category=into.key, version=F("version") + 1)
    FactorCategory.objects.filter(merged_into=category).update(merged_into=into)
    category.merged_into, category.archived_at = into, category.archived_at or clock.now()
    category.version += 1
    category.save(update_fields=["merged_into", "archived_at", "version"])
    record("category.merged", into, by=by, data={"name": category.name, "into": into.name})
    for postmortem in in_review:
        recheck(postmortem)
    return into
