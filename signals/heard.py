"""What a sender's message says, whoever sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FIRING, ACKNOWLEDGED, RESOLVED, NOTED = "firing", "acknowledged", "resolved", "noted"
STARTED, SUCCEEDED, FAILED = "started", "succeeded", "failed"
ALERT, DEPLOY, RUN, TICKET, STATUS = "alert", "deploy", "run", "ticket", "status"
CRITICAL, ERROR, WARNING, INFO = "critical", "error", "warning", "info"
# From the mildest up.
SEVERITIES = (INFO, WARNING, ERROR, CRITICAL)


class Unreadable(Exception):
    """The body makes no sense as a message of this sender; the sentence says why."""


class Unmapped(Unreadable):
    """It could be read if somebody said where its fields are."""


@dataclass(frozen=True)
class Heard:
    """One event. `id` is the sender's own name for it, the same when it is sent again; `key` names what it is about,
    and is shared by all events of one alert. `at` is the sender's time, None when it gave none that can be."""

    id: str
    key: str
    title: str
    state: str = NOTED
    kind: str = ALERT
    at: datetime | None = None
    severity: str = ""
    service: str = ""
    url: str = ""
    text: str = ""
    who: str = ""
