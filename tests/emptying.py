"""What a new database holds, remembered once; after a test that committed, its tables are as they were then.

Emptying every table and supplying them anew, as Django does, takes longer than most of these tests.
"""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from psycopg import Connection, sql

# What is kept are rows as PostgreSQL writes them for a copy.
Rows = bytes


def is_for_tests() -> bool:
    """False in a run of which no test asks for a database: none is made for it."""
    return str(connection.settings_dict["NAME"]).startswith(TEST_DATABASE_PREFIX)


def can_restore() -> bool:
    """Only a superuser may leave triggers and foreign keys aside; the server of the tests has no other user."""
    if not is_for_tests():
        return False
    with connection.cursor() as cursor:
        cursor.execute("show is_superuser")
        return bool(cursor.fetchone() == ("on",))


class Pristine:
    """Of a database that nobody has written to yet."""

    def __init__(self) -> None:
        self.tables = sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)))
        self.rows: dict[str, Rows] = {}
        with connection.cursor() as cursor:
            for table in self._filled(cursor.connection):
                self.rows[table] = copied(cursor.connection, table)

    def restore(self) -> None:
        """Waits for whoever still writes; foreign keys and triggers are asked nothing."""
        names = sql.SQL(", ").join(map(sql.Identifier, self.tables))
        with connection.cursor() as cursor, cursor.connection.transaction():
            inner = cursor.connection
            inner.execute(sql.SQL("lock table {} in exclusive mode").format(names))
            inner.execute("set local session_replication_role = replica")
            for table in self._filled(inner).union(self.rows):
                wanted = self.rows.get(table)
                if wanted is None:
                    inner.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
                elif copied(inner, table) != wanted:
                    inner.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
                    fill(inner, table, wanted)

    def _filled(self, inner: Connection) -> set[str]:
        one = sql.SQL("select {name} where exists (select from {table})")
        each = [one.format(name=sql.Literal(table), table=sql.Identifier(table)) for table in self.tables]
        return {name for (name,) in inner.execute(sql.SQL(" union all ").join(each)).fetchall()}


def copied(inner: Connection, table: str) -> Rows:
    with inner.cursor() as cursor, cursor.copy(sql.SQL("copy {} to stdout").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)


def fill(inner: Connection, table: str, rows: Rows) -> None:
    with inner.cursor() as cursor, cursor.copy(sql.SQL("copy {} from stdin").format(sql.Identifier(table))) as copy:
        copy.write(rows)
