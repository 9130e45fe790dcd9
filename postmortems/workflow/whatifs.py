from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from activity.record import record
from postmortems.models import Postmortem, WhatIf
from postmortems.workflow import rows
from postmortems.workflow.editing import change, opened_row, touched

FIELDS = ("question", "answer")


@transaction.atomic
def add_whatif(
    postmortem: Postmortem,
    *,
    by: User,
    question: str,
    answer: str = "",
    once: str = "",
) -> WhatIf:
    whatif, is_new = rows.made(WhatIf, postmortem, by=by, once=once, question=question, answer=answer)
    if is_new:
        record("whatif.added", whatif.postmortem, by=by, data={"question": whatif.question})
    return whatif


@transaction.atomic
def edit_whatif(whatif: WhatIf, *, by: User, version: int, **changes: Any) -> WhatIf:
    """Raises Stale, with the row as it is now, when it was changed since `version`."""
    whatif = opened_row(whatif, by, version)
    if differing := change(whatif, changes, FIELDS):
        touched(whatif.postmortem)
        record("whatif.edited", whatif.postmortem, by=by, data={"question": whatif.question, "changed": differing})
    return whatif


@transaction.atomic
def remove_whatif(whatif: WhatIf, *, by: User) -> WhatIf:
    whatif = rows.gone(whatif, by=by)
    record("whatif.removed", whatif.postmortem, by=by, data={"question": whatif.question})
    return whatif


@transaction.atomic
def restore_whatif(whatif: WhatIf, *, by: User) -> WhatIf:
    whatif, was_removed = rows.back(whatif, by=by)
    if was_removed:
        record("whatif.restored", whatif.postmortem, by=by, data={"question": whatif.question})
    return whatif
