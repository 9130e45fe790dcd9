"""What happens to a person's account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import policy
from accounts.models import User
from accounts.roles import OrganisationRole
from accounts.workflow import calendars
from activity.notify import Telling
from activity.record import record
from kit import clock
from kit.errors import Refused

PROFILE_FIELDS = ("handle", "name", "time_zone", "workdays", "calendar", "theme", "shortcuts")


@transaction.atomic
def edit_profile(user: User, *, by: User, **changes: Any) -> User:
    """Change what a person says of themselves (PROFILE_FIELDS); nothing is recorded when nothing differs."""
    policy.require("accounts.edit_profile", by, user)
    if "calendar" in changes:
        calendars.hold()
    user = User.objects.locked(user.pk)
    changed = [name for name in PROFILE_FIELDS if name in changes and getattr(user, name) != changes[name]]
    if "handle" in changed and User.objects.filter(handle=changes["handle"]).exists():
        raise Refused(f"@{changes['handle']} belongs to somebody else.")
    for name in changed:
        setattr(user, name, changes[name])
    if changed:
        user.save(update_fields=changed)
        record("user.edited", user, by=by, data={"fields": changed})
    if "calendar" in changed:
        calendars.renew_days_off(cause=user)
        user.refresh_from_db(fields=["days_off"])
    return user


@transaction.atomic
def change_email(user: User, *, by: User, email: str) -> User:
    """Sign-in and mail move to the new address; the old one is told, and no longer opens anything.

    Whoever calls this for themselves has confirmed their password.
    """
    policy.require("accounts.change_email", by, user)
    user = User.objects.locked(user.pk)
    before, after = user.email, email.strip().lower()
    if before == after:
        return user
    if User.objects.filter(email=after).exists():
        raise Refused("Somebody else signs in with this address.")
    user.email = after
    user.save(update_fields=["email"])
    # allauth remembers addresses of its own, and would let the old one reset the password.
    EmailAddress.objects.filter(user=user).delete()
    telling = Telling("email_changed", addresses=[before], key=f"email_changed:{user.pk}:{clock.now().isoformat()}")
    record("user.email_changed", user, by=by, notify=[telling])
    return user


@transaction.atomic
def change_role(user: User, *, by: User, role: str) -> User:
    """Refused when it would leave nobody who administers."""
    policy.require("accounts.change_role", by, user)
    others = _other_administrators(user)
    user = User.objects.locked(user.pk)
    before = user.role
    if before == role:
        return user
    if before == OrganisationRole.ADMINISTRATOR and user.is_active and not others:
        raise Refused(f"{user} is the last administrator. Make somebody else administrator first.")
    user.role = OrganisationRole(role)
    user.save(update_fields=["role"])
    record("user.role_changed", user, by=by, data={"before": before, "after": role})
    return user


@transaction.atomic
def deactivate(user: User, *, by: User) -> User:
    """Close the account at once: no sign-in, no running session, no notices. What the person did stays."""
    policy.require("accounts.deactivate", by, user)
    others = _other_administrators(user)
    user = User.objects.locked(user.pk)
    if not user.is_active:
        return user
    if user.pk == by.pk:
        raise Refused("You cannot deactivate your own account. Ask another administrator.")
    if user.is_administrator and not others:
        raise Refused(f"{user} is the last administrator. Make somebody else administrator first.")
    user.is_active = False
    user.deactivated_at = user.sessions_ended_at = clock.now()
    user.save(update_fields=["is_active", "deactivated_at", "sessions_ended_at"])
    record("user.deactivated", user, by=by)
    return user


@transaction.atomic
def reactivate(user: User, *, by: User) -> User:
    policy.require("accounts.deactivate", by, user)
    user = User.objects.locked(user.pk)
    if user.is_active:
        return user
    user.is_active, user.deactivated_at = True, None
    user.save(update_fields=["is_active", "deactivated_at"])
    record("user.reactivated", user, by=by)
    return user


@transaction.atomic
def create_administrator(*, email: str, handle: str, name: str, password: str | None) -> User:
    """The first administrator, made on the server; without a password they set one by a one-time link."""
    user = User(email=email.strip().lower(), handle=handle, name=name, role=OrganisationRole.ADMINISTRATOR)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    record("user.created", user, by=None, data={"role": str(user.role)})
    return user


def _other_administrators(user: User) -> int:
    """How many would remain. Locks them all, so that two people cannot demote each other at the same time."""
    active = User.objects.active().filter(role=OrganisationRole.ADMINISTRATOR)
    return sum(row.pk != user.pk for row in active.order_by("pk").select_for_update())
