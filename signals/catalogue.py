"""Which of our services a sender means by its own name for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incidents.models import Service

APART = re.compile(r"[^a-z0-9]+")
# What senders put behind a name: production-payment-api, payment-api-prod.
STAGES = re.compile(r"^(?:prod|production|live)-|-(?:prod|production|live|service|svc)$")


class Catalogue:
    def __init__(self, services: Iterable[Service]) -> None:
        self.known: dict[str, int] = {}
        for service in services:
            for name in (service.slug, service.name):
                self.known.setdefault(_plain(name), service.pk)

    def find(self, said: str) -> int | None:
        """Key of the service: by its name or slug, also at the end of a path or with a stage around it."""
        name = _plain(said)
        for one in (name, STAGES.sub("", name), _plain(said.rstrip("/").rpartition("/")[2])):
            if one and one in self.known:
                return self.known[one]
        return None


def _plain(said: str) -> str:
    return APART.sub("-", said.strip().lower()).strip("-")
