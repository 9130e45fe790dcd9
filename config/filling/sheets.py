"""Rows by COPY, which is how a million of them take seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from config.filling.progress import Progress

Row = tuple[Any, ...]


class Sheet:
    """Fills one empty table. Rows hold `names` in order; `same` and the fields' defaults fill the other columns.

    Keys count from 1 in the order of the rows, unless `names` has them.
    """

    def __init__(self, model: type[models.Model], names: str, **same: Any) -> None:
        fields = {field.name: field for field in model._meta.concrete_fields if not field.generated}
        self.table, key = model._meta.db_table, model._meta.pk
        assert key is not None
        self.key, self.given = key.column, names.split()
        self.counts = key.name not in self.given
        rest = [name for name in fields if name not in self.given and name != key.name]
        self.rest: Row = tuple(same[name] if name in same else _plain(fields[name]) for name in rest)
        self.columns = [fields[name].column for name in self.given + rest] + ([self.key] if self.counts else [])

    def copy(self, rows: Iterable[Row], progress: Progress) -> int:
        """How many rows were written."""
        number = 0
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            with cursor.copy(f'COPY "{self.table}" ({columns}) FROM STDIN') as copy:  # noqa: S608  (our own names)
                for number, row in enumerate(rows, 1):
                    copy.write_row((*row, *self.rest, number) if self.counts else (*row, *self.rest))
                    if number % 1_000 == 0:
                        progress.advance(1_000)
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), greatest(max({self.key}), 1)) FROM {self.table}",  # noqa: S608
                [self.table, self.key],
            )
        progress.advance(number % 1_000)
        return number


def _plain(field: models.Field[Any, Any]) -> Any:
    if field.null:
        return None
    return Jsonb(field.get_default()) if isinstance(field, models.JSONField) else field.get_default()


@contextmanager
def bare_tables(tables: Iterable[str], progress: Progress) -> Iterator[None]:
    """Without their indexes, which are faster made at once at the end; and without checking each foreign key."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        trusts = _is_superuser(cursor)
        if trusts:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique",
            [list(tables)],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        try:
            yield
        finally:
            for name, definition in indexes:
                progress.begin(f"index {name}")
                cursor.execute(definition)
            for name in ("synchronous_commit", "maintenance_work_mem", "session_replication_role")[
                : 3 if trusts else 2
            ]:
                cursor.execute(f"RESET {name}")


def _is_superuser(cursor: Any) -> bool:
    cursor.execute("SELECT current_setting('is_superuser')::boolean")
    return bool(cursor.fetchone()[0])
