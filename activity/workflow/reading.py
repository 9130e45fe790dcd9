from typing import Any

from django.db import transaction

from activity.models import Notice
from kit import clock


@transaction.atomic
def mark_read(notice: Notice, *, by: Any, read: bool = True) -> None:
    Notice.objects.visible_to(by).filter(pk=notice.pk).update(read_at=clock.now() if read else None)


@transaction.atomic
def mark_all_read(*, by: Any) -> int:
    return Notice.objects.visible_to(by).inbox().unread().update(read_at=clock.now())
