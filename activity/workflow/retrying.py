from typing import Any

from django.db import transaction

from activity.models import Notice
from activity.wake import wake_sweeper
from kit import clock
from kit.errors import Refused


@transaction.atomic
def try_again(notice: Notice, *, by: Any) -> None:
    """Put a failed notice back in line. Refuses one that left or was skipped."""
    notice = Notice.objects.locked(notice.pk)
    if notice.state != Notice.State.FAILED:
        raise Refused("Only a notice that failed can be tried again.")
    notice.state, notice.attempts, notice.due_at, notice.held_until = Notice.State.DUE, 0, clock.now(), None
    notice.save(update_fields=["state", "attempts", "due_at", "held_until"])
    wake_sweeper()
