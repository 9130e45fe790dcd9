from django.db.backends.base.creation import BaseDatabaseCreation

pytest_plugins = ["tests.cast"]


def _drop(self: BaseDatabaseCreation, name: str, verbosity: int) -> None:
    """Also when somebody is still connected: a process that is stopping, or this one in Playwright's event loop."""
    with self._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)} WITH (FORCE)")


BaseDatabaseCreation._destroy_test_db = _drop  # type: ignore[attr-defined]
