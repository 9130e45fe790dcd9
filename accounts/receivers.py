"""Whoever is connected to a document is asked again who they are when something about a person or a team changed."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.dispatch import receiver

from accounts.models import User
from activity.models import Activity
from activity.record import recording
from live import rights

OF_A_PERSON = frozenset({"user.role_changed", "user.deactivated", "user.reactivated", "user.edited"})
OF_A_TEAM = frozenset({"team.created", "team.edited", "team.member_added", "team.member_removed"})


@receiver(recording, dispatch_uid="accounts.rights_changed")
def rights_changed(activity: Activity, **_: Any) -> None:
    if activity.verb in OF_A_PERSON:
        rights.changed(user_id=activity.subject_id)
    elif activity.verb in OF_A_TEAM:
        rights.changed()


@receiver([password_changed, password_reset, password_set], dispatch_uid="accounts.sessions_ended")
def sessions_ended(user: User, **_: Any) -> None:
    """A new password ends every other session of its owner."""
    rights.changed(user_id=user.pk)
