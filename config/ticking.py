"""The health check of the beat container: exits with 1 when no tick has been worked on for three minutes.

Reads one row without starting Django, for it runs every minute.
"""

import os

import psycopg

QUESTION = "select coalesce(max(at) > now() - interval '3 minutes', false) from activity_heartbeat"


def main() -> int:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
        row = connection.execute(QUESTION).fetchone()
    return 0 if row and row[0] else 1


if __name__ == "__main__":
    raise SystemExit(main())
