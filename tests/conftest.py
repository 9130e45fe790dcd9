from django.core.management import CommandError
from django.db.backends.base.creation import BaseDatabaseCreation
from django.test import TransactionTestCase

pytest_plugins = ["tests.cast"]

TRIES = 5


def _drop(self: BaseDatabaseCreation, name: str, verbosity: int) -> None:
    """Also when somebody is still connected: a process that is stopping, or this one in Playwright's event loop."""
    with self._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)} WITH (FORCE)")


_empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _emptied(self: TransactionTestCase) -> None:
    """Emptying takes every table at once; a page that is still being answered may hold some and want others."""
    for left in reversed(range(TRIES)):
        try:
            _empty(self)
            return
        except CommandError as error:
            if not left or "deadlock" not in str(error.__cause__):
                raise


BaseDatabaseCreation._destroy_test_db = _drop  # type: ignore[attr-defined]
TransactionTestCase._fixture_teardown = _emptied  # type: ignore[attr-defined]
