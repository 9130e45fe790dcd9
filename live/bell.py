"""The doorbell between processes: words that PostgreSQL delivers when the transaction commits, or never.

    u:<document>:<head>:<count>:<updates, base64>   the log has grown; without updates when they are too long
    r:<document>:<user>                             read rights again; 0: of all
    t:<document>:<json>                             something beside the text has changed
    p:<document>:<presence, base64>                 cursors

Losing one costs seconds: rooms look at the log every few seconds whatever they heard, and at rights every 30.
"""

from base64 import b64encode
from collections.abc import Sequence

from django.db import connection

CHANNEL = "live"
# NOTIFY takes less than 8000 bytes.
MOST_BYTES = 7_900


def ring(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, words])


def inlined(updates: Sequence[bytes]) -> str:
    """The updates as part of a word, so that other processes need not read the log; empty when they are too long."""
    if sum(len(update) for update in updates) * 4 // 3 + len(updates) * 4 > MOST_BYTES - 100:
        return ""
    return ",".join(b64encode(update).decode() for update in updates)
