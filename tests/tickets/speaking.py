"""A tracker on this machine: what every one of them has in common."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.standin import RESET, Said, Site, reset


@dataclass
class Issue:
    number: int
    title: str
    labels: list[str]
    due: str | None = None
    assignee: str | None = None
    category: str = "new"
    resolution: str | None = None
    text: Any = ""
    comments: list[Any] = field(default_factory=list)


@dataclass
class Tracking(Site):
    """`script` says how the next writing calls end: RESET does it and says nothing, KILL ends the caller."""

    script: list[Said] = field(default_factory=list)
    issues: dict[int, Issue] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)
    caller: int = 0

    def __post_init__(self) -> None:
        super().__init__(self.script)

    def made(self, **given: Any) -> Issue:
        number = len(self.issues) + 1
        self.issues[number] = Issue(number, **given)
        return self.issues[number]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"


KILL = "kill"


class Speaking(BaseHTTPRequestHandler):
    @property
    def tracking(self) -> Tracking:
        site: Tracking = self.server.site  # type: ignore[attr-defined]
        return site

    def handle_one(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        said = self.tracking.next() if method != "GET" else 200
        if isinstance(said, tuple) or (isinstance(said, int) and said != 200):
            status, retry = said if isinstance(said, tuple) else (said, "")
            return self.answer(int(status), {"errorMessages": ["not now"]}, retry)
        status, shown = self.serve(method, unquote(parts.path), asked, body)
        if method != "GET":
            self.tracking.writes.append(f"{method} {parts.path}")
        if said == KILL:
            os.kill(self.tracking.caller, signal.SIGKILL)
        if said in (RESET, KILL):
            return reset(self.connection)
        return self.answer(status, shown)

    def serve(self, method: str, path: str, asked: dict[str, str], body: Any) -> tuple[int, Any]:
        raise NotImplementedError

    def answer(self, status: int, shown: Any, retry: str = "") -> None:
        self.send_response(status)
        if retry:
            self.send_header("Retry-After", retry)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        if shown is not None:
            self.wfile.write(json.dumps(shown).encode())

    def do_GET(self) -> None:
        self.handle_one("GET")

    def do_POST(self) -> None:
        self.handle_one("POST")

    def do_PUT(self) -> None:
        self.handle_one("PUT")

    def do_PATCH(self) -> None:
        self.handle_one("PATCH")

    def log_message(self, *_: Any) -> None:
        pass

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            pass
