from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from accounts import policy
from accounts.models import Invitation, Membership, Team, User
from accounts.workflow import calendars
from activity.notify import Telling
from activity.record import record
from kit import clock
from kit.errors import Refused

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite(*, by: User, emails: Iterable[str], role: str, team: Team | None = None) -> list[Invitation]:
    """One invitation per address, mailed by the sweeper. Addresses invited or here already are left out."""
    policy.require("accounts.invite", by)
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails))
    known = set(User.objects.filter(email__in=wanted).values_list("email", flat=True))
    known |= set(Invitation.objects.pending().filter(email__in=wanted).values_list("email", flat=True))
    return [_invite(email, by=by, role=role, team=team) for email in wanted if email not in known]


def _invite(email: str, *, by: User, role: str, team: Team | None) -> Invitation:
    now = clock.now()
    invitation = Invitation(
        email=email, role=role, team=team, invited_by=by, created_at=now, expires_at=now + VALID_FOR
    )
    invitation.token_hash = Invitation.digest(invitation.token)
    invitation.save()
    record("invitation.created", invitation, by=by, data={"role": role}, notify=[_mail(invitation)])
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: User) -> Invitation:
    """A fresh link for another two weeks; the earlier one is worthless from now on."""
    policy.require("accounts.invite", by, invitation)
    invitation = Invitation.objects.locked(invitation.pk)
    _refuse_settled(invitation)
    invitation.seed = Invitation._meta.get_field("seed").get_default()
    invitation.token_hash = Invitation.digest(invitation.token)
    invitation.expires_at = clock.now() + VALID_FOR
    invitation.save(update_fields=["seed", "token_hash", "expires_at"])
    record("invitation.resent", invitation, by=by, notify=[_mail(invitation)])
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> Invitation:
    policy.require("accounts.invite", by, invitation)
    invitation = Invitation.objects.locked(invitation.pk)
    _refuse_settled(invitation)
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    record("invitation.revoked", invitation, by=by)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, handle: str, name: str, time_zone: str, password: str) -> User:
    """Makes the account with the role and team the invitation names. The link works once."""
    calendars.hold()
    invitation = Invitation.objects.locked(invitation.pk)
    if not invitation.is_usable(clock.now()):
        raise Refused("This invitation can no longer be used. Ask an administrator for a new one.")
    if User.objects.filter(email=invitation.email).exists():
        raise Refused("There is an account with this address already. Sign in with it.")
    if User.objects.filter(handle=handle).exists():
        raise Refused(f"@{handle} belongs to somebody else.")
    user = User(email=invitation.email, handle=handle, name=name, time_zone=time_zone, role=invitation.role)
    user.joined_at = clock.now()
    user.set_password(password)
    user.save()
    if invitation.team is not None:
        Membership.objects.create(team=invitation.team, user=user)
        calendars.renew_days_off(cause=invitation.team)
    invitation.accepted_at, invitation.accepted_by = clock.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record("invitation.accepted", invitation, by=user)
    return user


def _mail(invitation: Invitation) -> Telling:
    """The link is read from the row at sending; the key lets each link be mailed once."""
    return Telling("invitation", addresses=[invitation.email], key=f"invitation:{invitation.pk}:{invitation.seed[:12]}")


def _refuse_settled(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise Refused(f"{invitation.email} accepted the invitation already.")
    if invitation.revoked_at is not None:
        raise Refused("This invitation was revoked already.")
