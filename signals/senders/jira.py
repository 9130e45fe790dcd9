"""Jira, Cloud and Data Center: an issue that was made, changed or commented on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from signals.heard import FIRING, NOTED, RESOLVED, TICKET, Heard, Unreadable
from signals.reading import fingerprint, moment, named, parsed, rows, severity, text

COMMENTED = ("comment_created", "issue_commented")
MOST_CHANGES = 6


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    event = text(found, "issue_event_type_name", "webhookEvent")
    issue = found["issue"] if isinstance(found.get("issue"), dict) else None
    if issue is None or not text(issue, "key", "id"):
        if "comment" in found and event:
            return []
        raise Unreadable("It does not say which issue it is about.")
    about = text(issue, "key", "id")
    return [
        Heard(
            id=named(about, event, text(found, "timestamp"), text(found, "changelog.id", "comment.id") or _same(found)),
            key=named("jira", about),
            title=f"{about}: {text(issue, 'fields.summary')}".removesuffix(": "),
            state=_state(found, issue),
            kind=TICKET,
            at=moment(found, "timestamp") or moment(issue, "fields.updated", "fields.created"),
            severity=severity(text(issue, "fields.priority.name")),
            service=text(issue, "fields.components.0.name"),
            url=_address(issue, about),
            text=_said(found, event),
            who=text(found, "user.displayName", "comment.author.displayName", "user.name"),
        )
    ]


def _state(found: dict[str, Any], issue: dict[str, Any]) -> str:
    """A new ticket opens something, one that is done closes it; only what has just changed counts."""
    if text(found, "webhookEvent") == "jira:issue_created":
        return FIRING
    moved = {text(item, "field").lower(): item for item in rows(found, "changelog.items")}
    if "resolution" in moved:
        return RESOLVED if text(moved["resolution"], "toString", "to") else FIRING
    if "status" in moved:
        category = text(issue, "fields.status.statusCategory.key")
        return RESOLVED if category == "done" else NOTED
    return NOTED


def _said(found: dict[str, Any], event: str) -> str:
    if event in COMMENTED or "comment" in found:
        body = text(found, "comment.body", most=1_000)
        if body:
            return body
    changes = [
        f"{text(item, 'field')}: {text(item, 'fromString', most=80) or '–'} → {text(item, 'toString', most=80) or '–'}"
        for item in rows(found, "changelog.items")[:MOST_CHANGES]
    ]
    return "; ".join(changes) or event.replace("jira:", "").replace("_", " ")


def _address(issue: dict[str, Any], key: str) -> str:
    """The page of the ticket; what Jira sends is the address of its interface."""
    parts = urlsplit(text(issue, "self", most=1_000))
    if parts.scheme not in ("https", "http") or not parts.netloc:
        return ""
    base, mark, _ = parts.path.partition("/rest/")
    return f"{parts.scheme}://{parts.netloc}{base if mark else ''}/browse/{key}"


def _same(found: dict[str, Any]) -> str:
    return fingerprint(found.get("comment") or found.get("changelog") or {})
