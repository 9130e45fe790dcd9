"""Sessions in the database, as Django keeps them, looked up by a query that is made once: every page asks for one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from kit.compiled import Compiled
from live import rights


def _of_key(key: str, at: datetime) -> QuerySet[Any]:
    rows = DatabaseStore.get_model_class().objects.filter(session_key=key, expire_date__gt=at)
    return rows.values_list("session_data")


SESSION = Compiled(_of_key, "stand-in for a session", datetime(1971, 2, 3, tzinfo=UTC))


class SessionStore(DatabaseStore):
    def load(self) -> dict[str, Any]:
        found = SESSION.rows(self.session_key, timezone.now())
        if found:
            return dict(self.decode(found[0][0]))
        self._session_key = None
        return {}

    def flush(self) -> None:
        """Also has whoever signs out leave the documents they are connected to.

        Not by Django's signal of signing out, which is sent while the session is still there.
        """
        user_id = int(self.get(SESSION_KEY) or 0)
        super().flush()
        if user_id:
            rights.changed(user_id=user_id)
