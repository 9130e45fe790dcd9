"""The machines of others that Larkspur's Debrief talks to: a chat, a tracker and a status board, all made up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from config.demo.people import DOMAIN
from kit import clock, egress

CHAT, TRACKER, BOARD = f"chat.{DOMAIN}", f"tickets.{DOMAIN}", f"board.{DOMAIN}"
FIRST_KEY = 5_810
STATUSES = {"new": "To Do", "indeterminate": "In Progress", "done": "Done"}


@dataclass
class Tracker:
    """As much of a Jira as the demo's actions ask for; `moved` is what somebody does there by hand."""

    issues: dict[str, dict[str, Any]] = field(default_factory=dict)

    def moved(self, key: str, category: str) -> None:
        self.issues[key]["status"] = {"name": STATUSES[category], "statusCategory": {"key": category}}

    def answer(self, method: str, path: str, asked: dict[str, list[str]], sent: Any) -> egress.Answer:
        parts = path.removeprefix("/rest/api/2/").split("/")
        if parts[0] == "user":
            return _said([{"name": asked["username"][0].partition("@")[0]}])
        if parts[0] == "search":
            return _said({"issues": [], "total": 0})
        if len(parts) == 1:
            key = f"PAY-{FIRST_KEY + len(self.issues)}"
            self.issues[key] = sent["fields"]
            self.moved(key, "new")
            return _said({"key": key}, 201)
        return self._about(method, parts[1], parts[2:], sent)

    def _about(self, method: str, key: str, part: list[str], sent: Any) -> egress.Answer:
        if part == ["transitions"] and method == "GET":
            to = [{"id": id, "to": {"name": name, "statusCategory": {"key": id}}} for id, name in STATUSES.items()]
            return _said({"transitions": to})
        if part == ["transitions"]:
            self.moved(key, sent["transition"]["id"])
        elif part == ["comment"]:
            return _said({"comments": []})
        elif method == "PUT":
            self.issues[key] |= sent["fields"]
        return _said({"key": key, "fields": self.issues[key]})


@contextmanager
def pretend(end: datetime) -> Iterator[Tracker]:
    """Nothing of an invented time leaves. All went well, but for two times: see `_chat` and `_board`."""
    tracker = Tracker()

    def answer(method: str, url: str, sent: Any) -> egress.Answer:
        parts, ago = urlsplit(url), end - clock.now()
        if parts.hostname == TRACKER:
            return tracker.answer(method, parts.path, parse_qs(parts.query), sent)
        return _board(ago) if parts.hostname == BOARD else _chat(ago)

    with egress.answered_by(answer):
        yield tracker


def _chat(ago: timedelta) -> egress.Answer:
    """It took all, but for an hour when it was gone, and is busy today."""
    if ago < timedelta(hours=6):
        return egress.Answer(429, 3_600)
    return egress.Answer(404 if timedelta(days=9) < ago < timedelta(days=11) else 200)


def _board(ago: timedelta) -> egress.Answer:
    """It was down for two days."""
    return egress.Answer(503 if timedelta(days=2) <= ago < timedelta(days=4) else 204)


def _said(body: Any, status: int = 200) -> egress.Answer:
    return egress.Answer(status, body=json.dumps(body).encode())
