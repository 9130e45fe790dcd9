from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from accounts import policy
from accounts.models import User
from accounts.roles import OrganisationRole
from activity.notify import Telling
from activity.record import record
from activity.wake import wake
from kit import clock, egress, sealing
from kit.errors import Refused, Stale
from webhooks.events import EVENTS
from webhooks.models import Delivery, Endpoint
from webhooks.signing import new_secret
from webhooks.workflow.deliveries import SWEEP

# Both secrets sign for this long after a change.
OVERLAP = timedelta(days=1)
PATIENCE = timedelta(days=5)


@transaction.atomic
def add_endpoint(*, by: User, name: str, url: str, events: Iterable[str], user: User) -> tuple[Endpoint, str]:
    """The endpoint, and the secret its receiver checks signatures with, which is never shown again."""
    policy.require("webhooks.manage", by)
    secret = new_secret()
    endpoint = Endpoint.objects.create(
        name=name.strip(),
        host=_host(url),
        sealed_url=sealing.seal(url.strip()),
        sealed_secret=sealing.seal(secret),
        events=_known(events),
        user=user,
        created_at=clock.now(),
    )
    record("endpoint.added", endpoint, by=by, data={"host": endpoint.host, "events": endpoint.events})
    return endpoint, secret


@transaction.atomic
def edit_endpoint(
    endpoint: Endpoint, *, by: User, version: int, name: str, events: Iterable[str], user: User, url: str = ""
) -> Endpoint:
    """Without an address the present one stays."""
    policy.require("webhooks.manage", by, endpoint)
    endpoint = Endpoint.objects.locked(endpoint.pk)
    if endpoint.version != version:
        raise Stale("Somebody changed this webhook meanwhile. Look at it again before you save.", endpoint)
    endpoint.name, endpoint.events, endpoint.user = name.strip(), _known(events), user
    if url.strip():
        endpoint.host, endpoint.sealed_url = _host(url), sealing.seal(url.strip())
        endpoint.failing_since = None
    endpoint.version += 1
    endpoint.save()
    record("endpoint.edited", endpoint, by=by, data={"host": endpoint.host, "events": endpoint.events})
    return endpoint


@transaction.atomic
def change_secret(endpoint: Endpoint, *, by: User) -> tuple[Endpoint, str]:
    """A new secret; messages are signed with the one before as well for a day."""
    policy.require("webhooks.manage", by, endpoint)
    endpoint = Endpoint.objects.locked(endpoint.pk)
    secret = new_secret()
    endpoint.sealed_former, endpoint.former_until = endpoint.sealed_secret, clock.now() + OVERLAP
    endpoint.sealed_secret = sealing.seal(secret)
    endpoint.save(update_fields=["sealed_former", "former_until", "sealed_secret"])
    record("endpoint.secret_changed", endpoint, by=by)
    return endpoint, secret


@transaction.atomic
def pause_endpoint(endpoint: Endpoint, *, by: User) -> Endpoint:
    """What is owed waits; what happens meanwhile is not told."""
    policy.require("webhooks.manage", by, endpoint)
    endpoint = Endpoint.objects.locked(endpoint.pk)
    if endpoint.paused_at is None:
        endpoint.paused_at, endpoint.pause_reason = clock.now(), ""
        endpoint.save(update_fields=["paused_at", "pause_reason"])
        record("endpoint.paused", endpoint, by=by)
    return endpoint


@transaction.atomic
def resume_endpoint(endpoint: Endpoint, *, by: User) -> Endpoint:
    policy.require("webhooks.manage", by, endpoint)
    endpoint = Endpoint.objects.locked(endpoint.pk)
    if endpoint.paused_at is not None:
        endpoint.paused_at, endpoint.pause_reason, endpoint.failing_since = None, "", None
        endpoint.save(update_fields=["paused_at", "pause_reason", "failing_since"])
        record("endpoint.resumed", endpoint, by=by)
        wake(SWEEP)
    return endpoint


@transaction.atomic
def remove_endpoint(endpoint: Endpoint, *, by: User) -> Endpoint:
    """For good: its address and secrets are forgotten, what it was sent stays listed in the record."""
    policy.require("webhooks.manage", by, endpoint)
    endpoint = Endpoint.objects.locked(endpoint.pk)
    if endpoint.removed_at is None:
        endpoint.removed_at = clock.now()
        endpoint.sealed_url = endpoint.sealed_secret = endpoint.sealed_former = ""
        endpoint.save(update_fields=["removed_at", "sealed_url", "sealed_secret", "sealed_former"])
        due = Delivery.objects.filter(endpoint=endpoint, state=Delivery.State.DUE)
        due.update(state=Delivery.State.SKIPPED, outcome="The webhook was removed.")
        record("endpoint.removed", endpoint, by=by)
    return endpoint


@transaction.atomic
def pause_failing(endpoint: Endpoint, *, reason: str) -> Endpoint:
    """By Debrief itself: the receiver said it is gone, or nothing arrived for days. Administrators are told once."""
    endpoint = Endpoint.objects.locked(endpoint.pk)
    if endpoint.paused_at is None:
        endpoint.paused_at, endpoint.pause_reason = clock.now(), reason
        endpoint.save(update_fields=["paused_at", "pause_reason"])
        administrators = User.objects.active().filter(role=OrganisationRole.ADMINISTRATOR)
        telling = Telling("webhook_paused", to=administrators)
        record("endpoint.gave_up", endpoint, by=None, data={"reason": reason}, notify=[telling])
    return endpoint


def _known(events: Iterable[str]) -> list[str]:
    chosen = set(events)
    if found := [event for event in EVENTS if event in chosen]:
        return found
    raise Refused("Choose at least one event.")


def _host(url: str) -> str:
    try:
        return str(egress.examine(url).hostname)
    except egress.Forbidden as forbidden:
        raise Refused(str(forbidden))
