"""Anybody: CloudEvents, and any other JSON once somebody said where its fields are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from signals.heard import (
    ACKNOWLEDGED,
    ALERT,
    DEPLOY,
    FAILED,
    FIRING,
    NOTED,
    RESOLVED,
    STARTED,
    SUCCEEDED,
    Heard,
    Unmapped,
    Unreadable,
)
from signals.reading import address, dig, fingerprint, moment, named, parsed, severity, text

FIELDS = ("title", "id", "key", "state", "time", "severity", "service", "url", "text")
# What senders call a state; the words a mapping adds come first.
WORDS = {
    FIRING: "firing alerting alert triggered trigger open opened active activated down failed failure error problem "
    "critical warning created raised unhealthy degraded start breached",
    ACKNOWLEDGED: "acknowledged acknowledge ack assigned investigating identified",
    RESOLVED: "resolved resolve closed close ok up recovered recovery normal cleared clear healthy inactive done "
    "fixed operational success completed end",
}
STATE_OF = {word: state for state, words in WORDS.items() for word in words.split()}
DEPLOYED = {FIRING: FAILED, RESOLVED: SUCCEEDED, ACKNOWLEDGED: STARTED}
CLOUD = "application/cloudevents+json"


def read(headers: Mapping[str, str], body: bytes, mapping: Mapping[str, Any]) -> list[Heard]:
    """`mapping` names a path for each of FIELDS, optionally a list to read row by row, and words for states."""
    found = parsed(body)
    if not mapping.get("title"):
        if is_cloud_event(headers, found):
            return [_cloud(headers, found)]
        raise Unmapped("Nobody has said yet where the fields of this sender are.")
    listed = dig(found, str(mapping["rows"])) if mapping.get("rows") else [found]
    if not isinstance(listed, list):
        raise Unreadable(f"There is no list at “{mapping['rows']}”.")
    return [
        _mapped({**found, **row} if row is not found else found, row, mapping)
        for row in listed
        if isinstance(row, dict)
    ]


def is_cloud_event(headers: Mapping[str, str], found: dict[str, Any]) -> bool:
    return bool("ce-id" in headers or {"specversion", "id", "source", "type"} <= set(found))


def state_of(said: str, mapping: Mapping[str, Any]) -> str:
    own = {word.strip().lower(): state for state in (FIRING, ACKNOWLEDGED, RESOLVED) for word in _words(mapping, state)}
    word = said.strip().lower()
    return own.get(word) or STATE_OF.get(word) or STATE_OF.get(word.replace("_", " ").rpartition(" ")[2], NOTED)


def _mapped(found: dict[str, Any], row: dict[str, Any], mapping: Mapping[str, Any]) -> Heard:
    title = text(found, str(mapping["title"]))
    if not title:
        raise Unreadable(f"There is nothing at “{mapping['title']}”, where the title should be.")
    said = text(found, str(mapping.get("state") or "\0"))
    kind = DEPLOY if mapping.get("kind") == DEPLOY else ALERT
    state = state_of(said, mapping)
    own, when = (text(found, str(mapping.get(name) or "\0")) for name in ("id", "time"))
    # What also names the alert is the same each time it fires, so that without a time it names no event.
    is_of_event = bool(own) and (bool(when) or mapping.get("id") != mapping.get("key"))
    return Heard(
        id=named(own, said, when) if is_of_event else fingerprint(row),
        key=named("generic", text(found, str(mapping.get("key") or "\0")) or own or title),
        title=title,
        state=DEPLOYED.get(state, state) if kind == DEPLOY else state,
        kind=kind,
        at=moment(found, str(mapping.get("time") or "\0")),
        severity=severity(text(found, str(mapping.get("severity") or "\0"))),
        service=text(found, str(mapping.get("service") or "\0")),
        url=address(found, str(mapping.get("url") or "\0")),
        text=text(found, str(mapping.get("text") or "\0"), most=1_000),
    )


def _cloud(headers: Mapping[str, str], found: dict[str, Any]) -> Heard:
    """Its envelope is a standard; what is in it is the sender's, and guessed at by the usual names."""
    binary = {name.removeprefix("ce-"): value for name, value in headers.items() if name.startswith("ce-")}
    event = {**binary, "data": found} if binary else found
    data = event["data"] if isinstance(event.get("data"), dict) else {}
    kind, subject = text(event, "type"), text(event, "subject")
    said = text(data, "state", "status") or kind.replace("-", ".").rpartition(".")[2]
    return Heard(
        id=named(text(event, "source"), text(event, "id")),
        key=named("event", text(event, "source"), subject or kind),
        title=text(data, "title", "summary", "message", "name") or " ".join(part for part in (kind, subject) if part),
        state=state_of(said, {}),
        at=moment(event, "time"),
        severity=severity(text(data, "severity", "priority", "level")),
        service=text(data, "service") or text(event, "source").rstrip("/").rpartition("/")[2],
        url=address(data, "url", "link") or address(event, "source"),
        text=text(data, "description", "text", most=1_000) or json.dumps(data)[:500] * bool(data),
    )


def _words(mapping: Mapping[str, Any], state: str) -> list[str]:
    return [word for word in str(mapping.get(f"words_{state}") or "").split(",") if word.strip()]
