"""Sources: made, changed, paused and removed by administrators. Of secrets, the record knows that they changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Service
from kit import clock
from kit.errors import Refused
from kit.sealing import seal
from signals.models import Source
from signals.senders import SENDERS

MANAGES = "signals.manage_sources"
MOST_SOURCES = 200
MOST_PER_MINUTE = 6_000
MOST_PER_HOUR = 1_000
MOST_DAYS = 3_650
# A clock that is further off is no clock.
FURTHEST_SECONDS = 86_400


@transaction.atomic
def add_source(*, by: User, name: str, sender: str, secret: str = "") -> tuple[Source, str]:
    """A source and the secret of its address, which is kept nowhere."""
    policy.require(MANAGES, by)
    if sender not in SENDERS:
        raise Refused("Choose who sends.")
    if Source.objects.current().count() >= MOST_SOURCES:
        raise Refused(f"There are {MOST_SOURCES} sources already. Remove one that is not used.")
    _require_free(name)
    token = Source.new_token()
    source = Source.objects.create(
        name=name.strip(),
        sender=sender,
        token_hash=Source.digest(token),
        secret=_sealed(secret),
        acts_for=by,
        made_by=by,
    )
    record("source.added", source, by=by, data={"name": source.name, "sender": sender, "signed": bool(secret)})
    return source, token


@transaction.atomic
def edit_source(
    source: Source, *, by: User, name: str, offset_seconds: int, per_minute: int, keep_days: int | None = None
) -> Source:
    """Without `keep_days` bodies are kept as long as before."""
    policy.require(MANAGES, by)
    source = _locked(source)
    _require_free(name, besides=source)
    if abs(offset_seconds) > FURTHEST_SECONDS:
        raise Refused("A clock can be off by a day at most.")
    source.name, source.offset_seconds = name.strip(), offset_seconds
    source.per_minute = max(1, min(per_minute, MOST_PER_MINUTE))
    source.keep_days = max(1, min(keep_days or source.keep_days, MOST_DAYS))
    source.save(update_fields=["name", "offset_seconds", "per_minute", "keep_days"])
    said = {"name": source.name, "offset": offset_seconds, "rate": per_minute, "days": source.keep_days}
    record("source.edited", source, by=by, data=said)
    return source


@transaction.atomic
def rotate_address(source: Source, *, by: User) -> tuple[Source, str]:
    """A new secret address; the old one stops working at once."""
    policy.require(MANAGES, by)
    source = _locked(source)
    token = Source.new_token()
    source.token_hash = Source.digest(token)
    source.save(update_fields=["token_hash"])
    record("source.rotated", source, by=by, data={"what": "address"})
    return source, token


@transaction.atomic
def set_secret(source: Source, *, by: User, secret: str) -> Source:
    """What its messages are signed with; empty: they are not, and the secret address is all that protects it."""
    policy.require(MANAGES, by)
    source = _locked(source)
    if secret and not source.signed:
        raise Refused(f"{source.get_sender_display()} does not sign what it sends.")
    source.secret = _sealed(secret)
    source.save(update_fields=["secret"])
    record("source.rotated", source, by=by, data={"what": "secret" if secret else "no secret"})
    return source


@transaction.atomic
def set_rule(source: Source, *, by: User, service: Service | None = None, **rule: Any) -> Source:
    """What happens with its signals, from now on, in the name of whoever says so."""
    policy.require(MANAGES, by)
    source = _locked(source)
    for name in ("rule", "least", "opens_as", "per_hour", "joins", "sets_milestones"):
        if name in rule:
            setattr(source, name, rule.pop(name))
    if rule:
        raise TypeError(f"a rule has no {', '.join(rule)}")
    source.service, source.acts_for = service, by
    source.save()
    record(
        "source.ruled", source, by=by, data={"rule": source.rule, "least": source.least, "opens_as": source.opens_as}
    )
    return source


@transaction.atomic
def set_mapping(source: Source, *, by: User, mapping: dict[str, str], sample: str = "") -> Source:
    """Where the fields of a generic sender are. What was kept because nobody knew is read again."""
    policy.require(MANAGES, by)
    source = _locked(source)
    if not source.is_generic:
        raise Refused(f"The fields of {source.get_sender_display()} are known.")
    if not mapping.get("title"):
        raise Refused("Say at least where the title is.")
    source.mapping, source.sample = {name: path for name, path in mapping.items() if path}, sample
    source.save(update_fields=["mapping", "sample"])
    record("source.mapped", source, by=by, data={"mapping": source.mapping})
    source.deliveries.whole().filter(state="quarantined").update(state="waiting", reason="")
    return source


@transaction.atomic
def pause_source(source: Source, *, by: User, paused: bool) -> Source:
    """While it is paused, what comes is kept and not acted on; afterwards it is."""
    policy.require(MANAGES, by)
    source = _locked(source)
    if (source.paused_at is not None) != paused:
        source.paused_at = clock.now() if paused else None
        source.save(update_fields=["paused_at"])
        record("source.paused" if paused else "source.resumed", source, by=by)
    return source


@transaction.atomic
def remove_source(source: Source, *, by: User) -> Source:
    """Its address is dead and its secret forgotten. What it sent stays, because timelines cite it."""
    policy.require(MANAGES, by)
    source = _locked(source)
    if source.removed_at is None:
        source.removed_at, source.secret, source.token_hash = clock.now(), "", ""
        source.save(update_fields=["removed_at", "secret", "token_hash"])
        record("source.removed", source, by=by, data={"name": source.name})
    return source


def _locked(source: Source) -> Source:
    found: Source = Source.objects.locked(source.pk)
    if found.removed_at is not None:
        raise Refused("This source was removed.")
    return found


def _require_free(name: str, besides: Source | None = None) -> None:
    if not name.strip():
        raise Refused("Give the source a name.")
    others = Source.objects.current().filter(name__iexact=name.strip())
    if others.exclude(pk=besides.pk if besides else None).exists():
        raise Refused("Another source has this name.")


def _sealed(secret: str) -> str:
    return seal(secret.strip()) if secret.strip() else ""
