"""Whether a message comes from whom it says, by what its sender signs with. Every comparison takes constant time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime

# Beyond this a signed message may be an old one that somebody sends again (Standard Webhooks).
TOLERANCE_SECONDS = 300


def holds(scheme: str, headers: Mapping[str, str], body: bytes, secret: str, *, now: datetime) -> bool:
    """`headers` are lower-case. A scheme that signs nothing is never called with a secret."""
    return SCHEMES[scheme](headers, body, secret, now)


def _mac(secret: bytes, body: bytes) -> str:
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _pagerduty(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Several, while a secret is being changed there."""
    wanted = f"v1={_mac(secret.encode(), body)}"
    given = headers.get("x-pagerduty-signature", "").split(",")[:10]
    return sum(_same(each.strip(), wanted) for each in given) > 0


def _github(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    return _same(headers.get("x-hub-signature-256", ""), f"sha256={_mac(secret.encode(), body)}")


def _jira(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    return _same(headers.get("x-hub-signature", ""), f"sha256={_mac(secret.encode(), body)}")


def _sentry(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    return _same(headers.get("sentry-hook-signature", ""), _mac(secret.encode(), body))


def _grafana(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """With a time of its own where the contact point is set up to send one."""
    stamp = headers.get("x-grafana-alerting-timestamp", "")
    if stamp and not _recent(stamp, now):
        return False
    signed = f"{stamp}:".encode() + body if stamp else body
    return _same(headers.get("x-grafana-alerting-signature", ""), _mac(secret.encode(), signed))


def _standard(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Standard Webhooks; several, separated by spaces, while a secret is being changed there."""
    name, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not name or not _recent(stamp, now):
        return False
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = secret.encode()
    mac = hmac.new(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    wanted = f"v1,{base64.b64encode(mac).decode()}"
    return sum(_same(each, wanted) for each in headers.get("webhook-signature", "").split()[:10]) > 0


def _bearer(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Senders that sign nothing can at least send a word of their own: as a token, or as a password."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return False
    return _same(given.strip(), secret)


def _recent(stamp: str, now: datetime) -> bool:
    return stamp.isdecimal() and len(stamp) < 12 and abs(now.timestamp() - int(stamp)) <= TOLERANCE_SECONDS


SCHEMES: dict[str, Callable[[Mapping[str, str], bytes, str, datetime], bool]] = {
    "pagerduty": _pagerduty,
    "github": _github,
    "jira": _jira,
    "sentry": _sentry,
    "grafana": _grafana,
    "standard": _standard,
    "bearer": _bearer,
}
# What the settings page says of each.
ASKED = {
    "pagerduty": "The signing secret that PagerDuty shows once, when the subscription is made.",
    "github": "The secret typed into GitHub's form for the webhook.",
    "jira": "The secret of the webhook (Jira Cloud).",
    "sentry": "The client secret of the custom integration.",
    "grafana": "The secret of the contact point's HMAC signature.",
    "standard": "The secret of a Standard Webhooks sender, which begins with whsec_.",
    "bearer": "Sent as the token of an Authorization header, or as the password of basic authentication.",
}
