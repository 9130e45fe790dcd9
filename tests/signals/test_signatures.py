"""Signatures as the senders make them, and what must not pass for one."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from signals import signatures

NOW = datetime(2025, 11, 10, 10, 30, tzinfo=UTC)
BODY, SECRET = b'{"a": 1}', "an-agreed-secret"
MAC = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
STAMP = str(int(NOW.timestamp()))


def standard(stamp: str = STAMP) -> str:
    mac = hmac.new(SECRET.encode(), f"m1.{stamp}.".encode() + BODY, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


RIGHT = {
    "pagerduty": {"x-pagerduty-signature": f"v1={'0' * 64},v1={MAC}"},
    "github": {"x-hub-signature-256": f"sha256={MAC}"},
    "jira": {"x-hub-signature": f"sha256={MAC}"},
    "sentry": {"sentry-hook-signature": MAC},
    "grafana": {"x-grafana-alerting-signature": MAC},
    "standard": {"webhook-id": "m1", "webhook-timestamp": STAMP, "webhook-signature": f"v1,eA== {standard()}"},
    "bearer": {"authorization": f"Bearer {SECRET}"},
}


def holds(scheme: str, headers: dict[str, str], body: bytes = BODY, secret: str = SECRET) -> bool:
    return signatures.holds(scheme, headers, body, secret, now=NOW)


@pytest.mark.parametrize("scheme", signatures.SCHEMES)
def test_it_holds_for_its_sender_and_nobody_else(scheme: str) -> None:
    assert holds(scheme, RIGHT[scheme])
    assert not holds(scheme, {})
    assert not holds(scheme, dict.fromkeys(RIGHT[scheme], "é"))
    assert not holds(scheme, RIGHT[scheme], secret="another")
    if scheme != "bearer":
        assert not holds(scheme, RIGHT[scheme], body=BODY + b" ")


def test_basic_authentication_will_do_as_well() -> None:
    assert holds("bearer", {"authorization": "Basic " + base64.b64encode(f"us:{SECRET}".encode()).decode()})
    assert not holds("bearer", {"authorization": "Basic ???"})


@pytest.mark.parametrize("stamp", [str(int(STAMP) - 301), str(int(STAMP) + 301), "", "x", "9" * 40])
def test_what_was_signed_long_ago_is_sent_again_by_somebody_else(stamp: str) -> None:
    headers = {"webhook-id": "m1", "webhook-timestamp": stamp, "webhook-signature": standard(stamp)}
    assert not holds("standard", headers)


def test_each_scheme_says_what_is_asked() -> None:
    assert set(signatures.ASKED) == set(signatures.SCHEMES)
