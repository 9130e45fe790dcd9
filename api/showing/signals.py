from __future__ import annotations

from typing import Any

PLAIN = ("id", "at", "said_at", "received_at", "kind", "state", "severity", "title", "text", "who", "url")


def signal(row: Any) -> dict[str, Any]:
    """Of a Signal with its source, its service, and `cited`, which are the citations by this incident's timeline."""
    return {name: getattr(row, name) for name in PLAIN} | {
        "source": str(row.source),
        "sender": row.source.sender,
        "service": row.service.slug if row.service else None,
        "about": row.key,
        "entries": sorted(citation.entry_id for citation in row.cited),
    }
