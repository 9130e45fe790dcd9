"""A test database is a copy of one that is ready: running all migrations takes longer than many a test run.

The first run after a change of the code that makes it runs them, and leaves a copy for the next ones.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.creation import BaseDatabaseCreation

PREFIX = "debrief_ready_"
LOCK = 7_319_001

_create = BaseDatabaseCreation.create_test_db


def copy() -> None:
    BaseDatabaseCreation.create_test_db = _copied  # type: ignore[method-assign]


def _copied(self: BaseDatabaseCreation, *args: Any, **kwargs: Any) -> str:
    if kwargs.get("keepdb") or kwargs.get("serialize"):
        return str(_create(self, *args, **kwargs))
    ready, name = PREFIX + _digest(), self._get_test_db_name()  # type: ignore[attr-defined]
    with self._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        cursor.execute("select datname from pg_database where datname like %s", [f"{PREFIX}%"])
        found = {known for (known,) in cursor.fetchall()}
        if ready in found:
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f'create database "{name}" template "{ready}"')
            self.connection.close()
            settings.DATABASES[self.connection.alias]["NAME"] = name
            self.connection.settings_dict["NAME"] = name
            return str(name)
        _create(self, *args, **kwargs)
        connections.close_all()
        for old in found:
            cursor.execute(f'drop database if exists "{old}" with (force)')
        # Renamed when it is whole: a half-made one is never taken for ready.
        cursor.execute(f'drop database if exists "{ready}_part" with (force)')
        cursor.execute(f'create database "{ready}_part" template "{name}"')
        cursor.execute(f'alter database "{ready}_part" rename to "{ready}"')
    return str(name)


def _digest() -> str:
    """Of everything that decides what is in a new database."""
    whole = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for app in apps.get_app_configs():
        if settings.BASE_DIR in (place := settings.BASE_DIR.joinpath(app.path)).parents and ".venv" not in place.parts:
            # What Python writes for itself comes and goes meanwhile.
            paths = (path for path in place.rglob("*") if path.parent.name != "__pycache__" and path.is_file())
            for path in sorted(paths):
                whole.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return whole.hexdigest()[:16]
