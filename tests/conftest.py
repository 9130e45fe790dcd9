from collections.abc import Iterator

import pytest
from django.core.management import CommandError
from django.db.backends.base.creation import BaseDatabaseCreation
from django.test import TransactionTestCase
from psycopg.errors import DeadlockDetected
from pytest_django import DjangoDbBlocker

from tests import handling, ready
from tests.emptying import Pristine, can_restore

pytest_plugins = ["tests.cast"]

TRIES = 5
_pristine: list[Pristine] = []


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        if can_restore():
            _pristine.append(Pristine())
    yield
    _pristine.clear()


@pytest.fixture(autouse=True)
def empty_shelves() -> None:
    """Every test has a database that begins anew; what a process knows of the one before would be asked for once more,
    and counted among the queries of whichever test happened to come next."""
    from library import shelf

    shelf.forget()


def _drop(self: BaseDatabaseCreation, name: str, verbosity: int) -> None:
    """Also when somebody is still connected: a process that is stopping, or this one in Playwright's event loop."""
    with self._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)} WITH (FORCE)")


_empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _emptied(self: TransactionTestCase) -> None:
    """Emptying takes every table at once; a page that is still being answered may hold some and want others."""
    for left in reversed(range(TRIES)):
        try:
            if _pristine:
                _pristine[0].restore()
            else:
                _empty(self)
            return
        except (CommandError, DeadlockDetected) as error:
            if not left or "deadlock" not in f"{error} {error.__cause__}":
                raise


BaseDatabaseCreation._destroy_test_db = _drop  # type: ignore[attr-defined]
TransactionTestCase._fixture_teardown = _emptied  # type: ignore[attr-defined]
handling.share()
ready.copy()
