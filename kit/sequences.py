"""Numbers people say aloud (INC-42, ACT-7) come from sequences of their own, so that they stay short and dense."""

from django.db import connection


def next_number(sequence: str) -> int:
    """The next value of a PostgreSQL sequence created by a migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [sequence])
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
