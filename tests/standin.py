"""Servers that behave badly on request: a chat by HTTP and a mail server, each answering as its script says."""

from __future__ import annotations

import json
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG, RESET = "hang", "reset"
# A status, (status, Retry-After), HANG or RESET; when the script is used up, all is well.
Said = int | tuple[int, str] | str


def reset(sock: socket.socket) -> None:
    """Close so that the other side hears a reset."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


class Site:
    def __init__(self, script: list[Said]) -> None:
        self.script, self.over = script, threading.Event()
        self.heard: list[Any] = []
        self.port = 0

    def next(self) -> Said:
        return self.script.pop(0) if self.script else 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/services/secret-part"


@contextmanager
def serving(server: Any, site: Site) -> Iterator[Site]:
    server.site, site.port = site, server.server_address[1]
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()


class Room(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
        said = site.next()
        if said == HANG:
            site.over.wait()
        elif said == RESET:
            reset(self.connection)
        else:
            status, retry = said if isinstance(said, tuple) else (said, "")
            if status == 200:
                site.heard.append(text)
            self.send_response(int(status))
            if retry:
                self.send_header("Retry-After", retry)
            if status in (301, 302):
                self.send_header("Location", site.url)
            self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            pass


class Quiet(ThreadingHTTPServer):
    def shutdown_request(self, request: Any) -> None:
        try:
            super().shutdown_request(request)
        except OSError:
            pass


def chat_room(*script: Said) -> Any:
    return serving(Quiet(("127.0.0.1", 0), Room), Site(list(script)))


class Conversation(socketserver.StreamRequestHandler):
    """Answers the recipient as the script says; 200 stands for 250."""

    def handle(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "RCPT":
                said = site.next()
                if said == HANG:
                    site.over.wait()
                    return None
                if said == RESET:
                    return reset(self.connection)
                self.say("250 ok" if said == 200 else f"{said} not now")
            elif verb == "DATA":
                self.say("354 go on")
                site.heard.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                self.say("250 kept")
            elif verb == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")
        return None

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            pass


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def shutdown_request(self, request: Any) -> None:
        try:
            super().shutdown_request(request)
        except OSError:
            pass


def mail_server(*script: Said) -> Any:
    return serving(MailServer(("127.0.0.1", 0), Conversation), Site(list(script)))
