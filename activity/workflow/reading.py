from typing import Any

from django.db import models, transaction

from activity.models import Notice
from activity.subjects import label_of
from kit import clock


@transaction.atomic
def mark_read(notice: Notice, *, by: Any, read: bool = True) -> None:
    Notice.objects.visible_to(by).filter(pk=notice.pk).update(read_at=clock.now() if read else None)


@transaction.atomic
def mark_all_read(*, by: Any) -> int:
    return Notice.objects.visible_to(by).inbox().unread().update(read_at=clock.now())


@transaction.atomic
def outdate(kind: str, subject: models.Model) -> int:
    """Nobody needs to read any more what was told of this kind so far: what is told next says it anew."""
    told = Notice.objects.filter(kind=kind, subject_type=label_of(subject), subject_id=subject.pk, channel="inbox")
    return told.unread().update(read_at=clock.now())
