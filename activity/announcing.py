"""What is said in chat rooms when a verb is recorded: apps register the verb, its notice, and whose rooms hear it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from activity import chat
from activity.models import Activity
from activity.notify import Telling, tell
from activity.record import recording

# The slugs of the teams whose rooms hear of the subject.
Rooms = Callable[[Any], Iterable[str]]

# Of the record's data, what templates of notices say: numbers and choices, never prose.
SAID = ("revision", "amended", "actions", "decisions", "questions")

_rules: dict[str, tuple[str, Rooms]] = {}


def register(verb: str, kind: str, rooms: Rooms) -> None:
    """Called from AppConfig.ready, for example with "postmortem.published" and the kind "published"."""
    _rules[verb] = (kind, rooms)


def on_recording(sender: type[Activity], activity: Activity, subject: models.Model, **_: Any) -> None:
    """In the verb's own transaction: what is said is as sure as what was done."""
    if activity.verb not in _rules:
        return
    kind, rooms = _rules[activity.verb]
    data = {name: activity.data[name] for name in SAID if name in activity.data}
    if chats := chat.addresses(list(rooms(subject))):
        tell(Telling(kind, chats=chats, key=f"{activity.verb}:{activity.pk}", data=data), subject, by=activity.actor)


def connect() -> None:
    recording.connect(on_recording, dispatch_uid="activity.announcing")
