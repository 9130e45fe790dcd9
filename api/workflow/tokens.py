from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from accounts import policy
from accounts.models import Membership, Team, User
from activity.record import record
from api import secrets
from api.models import Token
from api.scopes import SCOPES
from kit import clock
from kit.errors import Refused

MOST_TOKENS = 50
MINUTE = timedelta(minutes=1)


@transaction.atomic
def make_token(
    user: User, *, by: User, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[Token, str]:
    """A token that acts for `user`, and its secret, which is never shown again.

    People make tokens for themselves, administrators for service accounts.
    """
    policy.require("api.make_service_token" if user.is_service else "api.make_token", by, user)
    user = User.objects.locked(user.pk)
    chosen = [scope for scope in SCOPES if scope in set(scopes)]
    if not chosen:
        raise Refused("Choose at least one thing that the token may be used for.")
    if expires_at is not None and expires_at <= clock.now():
        raise Refused("The last day of a token lies ahead.")
    if Token.objects.usable(clock.now()).filter(user=user).count() >= MOST_TOKENS:
        raise Refused(f"Nobody needs more than {MOST_TOKENS} tokens. Revoke some that are not used.")
    secret = secrets.new()
    token = Token.objects.create(
        user=user,
        name=name.strip(),
        hint=secrets.hint(secret),
        digest=secrets.digest(secret),
        scopes=chosen,
        created_by=by,
        created_at=clock.now(),
        expires_at=expires_at,
    )
    record("token.made", token, by=by, data={"scopes": chosen, "for": user.handle})
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: User) -> Token:
    """At once and for good."""
    policy.require("api.revoke_token", by, token)
    token = Token.objects.locked(token.pk)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record("token.revoked", token, by=by)
    return token


@transaction.atomic
def make_service_account(*, by: User, handle: str, name: str, role: str, teams: Iterable[Team] = ()) -> User:
    """An account that no person signs in to: what it does is recorded under its own name, whoever leaves."""
    policy.require("api.make_service_token", by)
    if User.objects.filter(handle=handle).exists():
        raise Refused(f"@{handle} belongs to somebody else.")
    user = User(email=f"{handle}@service.invalid", handle=handle, name=name.strip(), role=role, is_service=True)
    user.set_unusable_password()
    user.save()
    for team in teams:
        Membership.objects.create(team=team, user=user)
    record("user.service_made", user, by=by, data={"role": role})
    return user


def note_use(token: Token, at: datetime) -> None:
    """At most one write a minute, however often it is used."""
    if token.last_used_at is None or at - token.last_used_at > MINUTE:
        Token.objects.filter(pk=token.pk).update(last_used_at=at)
