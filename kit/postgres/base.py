"""Django's PostgreSQL backend, with a check of a kept connection that asks the socket instead of the server."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether a kept connection may serve another request; Django asks once for each.

        An idle connection has nothing to say. A server that stopped, restarted or ended it has: then, and only then,
        the round trip of Django's own check is worth its time.
        """
        if self.connection is None:
            return False
        if not self.connection.closed and not _has_word(self.connection.fileno()):
            return True
        return bool(super().is_usable())


def _has_word(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
