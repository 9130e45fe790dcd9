"""The secret of a token: shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import re
import secrets

PREFIX = "debrief_"
# 32 random bytes need no salt and no slow hash: there is nothing to guess.
FORM = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def new() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def is_one(text: str) -> bool:
    return bool(FORM.fullmatch(text))


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def hint(secret: str) -> str:
    """Enough to tell two tokens apart, too little to try."""
    return secret[: len(PREFIX) + 4]
