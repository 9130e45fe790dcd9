"""Secrets of other systems that have to be read again, encrypted before they reach the database.

The keys come from SECRET_KEY; what was sealed under one of SECRET_KEY_FALLBACKS can still be opened.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# Keeps these keys apart from everything else that is made from the same secret.
PURPOSE = b"debrief.sealing.1"


class Unopenable(Exception):
    """Sealed under a key that is no longer known."""


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode() if text else ""


def open_sealed(sealed: str) -> str:
    if not sealed:
        return ""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unopenable("This was kept under another DEBRIEF_SECRET_KEY. Enter it again.")


def _fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hmac.digest(PURPOSE, secret.encode(), hashlib.sha256))
