"""A mail server that remembers the Message-ID and the recipients of every letter it was handed, however often."""

import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

Letters = Counter[tuple[str, str]]


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        recipients: list[str] = []
        self.say("220 postbox")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "RCPT":
                recipients.append(line.split("<", 1)[1].split(">")[0])
            if verb == "DATA":
                self.say("354 go on")
                letter = message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n")))
                letters: Letters = self.server.letters  # type: ignore[attr-defined]
                letters[letter["Message-ID"], ", ".join(recipients)] += 1
                recipients.clear()
            self.say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class Postbox:
    def __init__(self, server: Server, letters: Letters) -> None:
        self.letters = letters
        port = server.server_address[1]
        self.environment = {"DEBRIEF_SMTP_HOST": "127.0.0.1", "DEBRIEF_SMTP_PORT": str(port), "DEBRIEF_SMTP_TLS": "no"}


@contextmanager
def postbox() -> Iterator[Postbox]:
    with Server(("127.0.0.1", 0), Conversation) as server:
        letters: Letters = Counter()
        server.letters = letters  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Postbox(server, letters)
        server.shutdown()
