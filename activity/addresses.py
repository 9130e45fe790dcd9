"""Where a notice leads, for kinds that lead elsewhere than to the page of their subject; their owners register it."""

from collections.abc import Callable
from typing import Any

from activity.models import Notice

_addresses: dict[str, Callable[[Notice, Any], str]] = {}


def register(kind: str, address: Callable[[Notice, Any], str]) -> None:
    """`address(notice, subject)` answers a path; called from AppConfig.ready."""
    _addresses[kind] = address


def of(notice: Notice, subject: Any) -> str:
    found = _addresses.get(notice.kind)
    return found(notice, subject) if found else str(subject.get_absolute_url())
