"""Signatures after the Standard Webhooks specification (standardwebhooks.com), symmetric scheme v1."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, at: int, body: bytes) -> str:
    """v1 and the base64 of HMAC-SHA256 over id.seconds.body."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    made = hmac.digest(key, f"{message_id}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(made).decode()}"


def headers(keys: Iterable[str], message_id: str, at: int, body: bytes) -> dict[str, str]:
    """Signed under each of the secrets, so that one can be changed without a message being refused."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signature(key, message_id, at, body) for key in keys),
        "Content-Type": "application/json",
        "User-Agent": "Debrief",
    }
