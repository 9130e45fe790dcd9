"""Forms that create carry a token, so that a second press of the button leads to what the first one made.

A verb claims the token inside its transaction; a claim that races another waits for it to commit.
"""

from datetime import timedelta
from typing import TypeVar

from django.db import models

from activity.models import Once
from activity.subjects import label_of
from kit import clock
from kit.errors import Refused

KEEP = timedelta(days=2)
Row = TypeVar("Row", bound=models.Model)


def claim(key: str) -> bool:
    """Whether this is the first time the key is seen; an empty key is always the first."""
    if not key:
        return True
    now = clock.now()
    Once.objects.filter(at__lt=now - KEEP).delete()
    return bool(Once.objects.get_or_create(key=key[: Once.KEY_LENGTH], defaults={"at": now})[1])


def settle(key: str, made: models.Model) -> None:
    """Remember what came of the claim."""
    if key:
        Once.objects.filter(key=key[: Once.KEY_LENGTH]).update(subject_type=label_of(made), subject_id=made.pk)


def made(key: str, model: type[Row]) -> Row:
    """What the first claim of the key made. Raises Refused when it is gone since."""
    row = Once.objects.filter(key=key[: Once.KEY_LENGTH], subject_type=model._meta.label_lower).first()
    found = model._default_manager.filter(pk=row.subject_id).first() if row else None
    if found is None:
        raise Refused("This form was sent before, and what it made is gone. Open the form again to make another.")
    return found
