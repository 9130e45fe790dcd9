"""Who counts as here. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# Pages say it every 15 s; one behind other windows is let to speak once a minute only.
GONE = timedelta(seconds=75)


def is_here(seen_at: datetime | None, at: datetime) -> bool:
    return seen_at is not None and at - seen_at < GONE
