"""The one clock that verbs read, so that a demo or a test can call them at invented times."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, tzinfo

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set.get() or timezone.now()


def is_invented() -> bool:
    """Whether `now` was set for a block of code: then nothing real may be woken by it."""
    return _set.get() is not None


def today(zone: tzinfo) -> date:
    return now().astimezone(zone).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything called inside believes it is `moment` (aware)."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
