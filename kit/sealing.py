"""Secrets in the database: unreadable without a key that is not in it.

The first of the keys seals, all of them open, so that a key can be changed: put the new one first, run
`manage.py reseal`, then take the old one out.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Models, by label, and their fields that hold sealed texts; apps name theirs at start, for `manage.py reseal`.
KEPT: dict[str, tuple[str, ...]] = {}


class Unreadable(Exception):
    """None of the present keys opens it."""


def keep(label: str, *fields: str) -> None:
    KEPT[label] = fields


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def opened(sealed: str) -> str:
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("None of the keys opens it.") from error


def resealed(sealed: str) -> str:
    """The same under the first key."""
    return seal(opened(sealed))


def _keys() -> MultiFernet:
    return _made(tuple(settings.SEALING_KEYS))


@lru_cache(maxsize=8)
def _made(phrases: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(phrase)) for phrase in phrases])


def _derived(phrase: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"debrief.sealing")
    return base64.urlsafe_b64encode(hkdf.derive(phrase.encode()))
