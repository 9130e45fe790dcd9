"""Mail about an account: a row first, so that a mail server that is away loses none. No secret is in the row: the link
is made when the mail is."""

from __future__ import annotations

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import User
from accounts.roles import OrganisationRole
from activity.notify import Telling, tell
from kit import clock

NOTED = ("password_changed", "password_reset", "password_set")
MOST = 150


@transaction.atomic
def mail_reset(user: User) -> None:
    """Ask for a mail with a link to a new password. It is not sent once the password has changed."""
    now = clock.now()
    data = {"asked_at": now.isoformat(), "before": fingerprint(user)}
    tell(
        Telling("password_reset", to=[user], key=f"password_reset:{user.pk}:{now.isoformat()}", data=data),
        user,
        by=None,
    )


@transaction.atomic
def mail_unknown(email: str) -> None:
    """Tell an address that no account has it. Written as fast as the other, so that nobody can tell them apart."""
    administrator = User.objects.active().filter(role=OrganisationRole.ADMINISTRATOR).order_by("pk").first()
    if administrator is not None:
        key = f"account_unknown:{clock.now().isoformat()}"
        tell(Telling("account_unknown", addresses=[email], key=key), administrator, by=None)


@transaction.atomic
def mail_noted(user: User, what: str, *, ip: str, agent: str) -> None:
    """Tell somebody that their password was changed, reset or set."""
    now = clock.now()
    data = {"what": what, "at": now.isoformat(), "ip": ip[:MOST], "agent": agent[:MOST]}
    tell(Telling("password_noted", to=[user], key=f"{what}:{user.pk}:{now.isoformat()}", data=data), user, by=None)


def fingerprint(user: User) -> str:
    """Differs after the password has changed, and says nothing of it."""
    return salted_hmac("accounts.mails", user.password, algorithm="sha256").hexdigest()[:16]
