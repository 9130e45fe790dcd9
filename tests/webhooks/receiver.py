"""A receiver of webhooks that checks signatures as the specification says, and answers as its script says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from tests.standin import HANG, RESET, Quiet, Room, Said, Site, reset, serving


@dataclass(frozen=True)
class Heard:
    message: str
    at: int
    signatures: list[str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    def is_signed_with(self, secret: str) -> bool:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.message}.{self.at}.".encode() + self.raw
        wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return any(hmac.compare_digest(wanted, given) for given in self.signatures)


class Receiver(Room):
    def do_POST(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        named = {name: self.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature")}
        heard = Heard(named["id"], int(named["timestamp"]), named["signature"].split(" "), raw)
        said = site.next()
        if said == HANG:
            site.over.wait()
        elif said == RESET:
            reset(self.connection)
        else:
            status, retry = said if isinstance(said, tuple) else (said, "")
            if status == 200:
                site.heard.append(heard)
            self.send_response(int(status))
            if retry:
                self.send_header("Retry-After", retry)
            self.end_headers()


def receiver(*script: Said) -> Any:
    return serving(Quiet(("127.0.0.1", 0), Receiver), Site(list(script)))
