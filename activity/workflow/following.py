from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction

from activity.models import Follow
from activity.subjects import label_of


@transaction.atomic
def follow(subject: models.Model, *, by: Any) -> None:
    """Hear of what happens to it; following twice is following once."""
    Follow.objects.get_or_create(user=by, subject_type=label_of(subject), subject_id=subject.pk)


@transaction.atomic
def unfollow(subject: models.Model, *, by: Any) -> None:
    Follow.objects.of(subject).filter(user=by).delete()


@transaction.atomic
def stop_following(pk: int, *, by: Any) -> None:
    """One of this person's follows, by its key."""
    Follow.objects.filter(pk=pk, user=by).delete()


def is_following(subject: models.Model, user: Any) -> bool:
    return Follow.objects.of(subject).filter(user=user).exists()


def followers(subject: models.Model) -> list[Any]:
    """Active people who follow it. Whether they may still see it is checked at sending."""
    ids = Follow.objects.of(subject).values("user")
    return list(get_user_model()._default_manager.filter(pk__in=ids, is_active=True))
