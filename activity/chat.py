"""Messages to chat rooms: a notice without a person, on a channel of its own, by an incoming webhook.

What is not open to everybody is named by its reference alone, for nobody knows who reads the room.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from activity import addresses as places
from activity.models import ChatHook, Notice
from kit import clock, egress, sealing

PREFIX = "chat:"
# However long a room asks for, it is tried four times a day.
LONGEST_PAUSE = timedelta(hours=6)
MOST_CHARACTERS = 3_000
# Asked to try again later although nothing is wrong with the message.
LATER = (408, 425, 429)


class Later(Exception):
    """It did not leave, and may tomorrow: the reason in words, and how long the room asked us to wait."""

    def __init__(self, reason: str, wait: timedelta | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Never(Exception):
    """It will not leave as it is; the reason in words."""


def addresses(names: list[str]) -> list[str]:
    """Of the rooms that are set up among these teams, by slug."""
    return [PREFIX + name for name in ChatHook.objects.filter(name__in=names).values_list("name", flat=True)]


def send(notice: Notice, subject: Any) -> None:
    """Raises Later or Never when it did not leave."""
    hook = ChatHook.objects.filter(name=notice.address.removeprefix(PREFIX)).first()
    if hook is None:
        raise Never("The team has no chat address any more.")
    if hook.paused_until is not None and hook.paused_until > clock.now():
        raise Later("The room asked for a pause", hook.paused_until - clock.now())
    try:
        answer = egress.post_json(hook.address, {"text": text_of(notice, subject)})
    except sealing.Unreadable:
        raise Never("The room's address cannot be read with the present keys. Paste it again.")
    except egress.Forbidden as forbidden:
        raise Never(str(forbidden))
    except egress.Unanswered as silence:
        # One that hangs would keep the others waiting, message after message.
        _pause(hook, clock.now() + timedelta(seconds=30))
        raise Later(str(silence))
    if answer.status in LATER or answer.status >= 500:
        wait = timedelta(seconds=answer.retry_after) if answer.retry_after is not None else None
        _pause(hook, clock.now() + min(wait or timedelta(0), LONGEST_PAUSE))
        raise Later(f"The chat answered {answer.status}", wait)
    if not 200 <= answer.status < 300:
        raise Never(f"The chat answered {answer.status}. Is its address still right?")


def text_of(notice: Notice, subject: Any) -> str:
    link = settings.BASE_URL + places.of(notice, subject)
    if not getattr(subject, "is_open_to_all", True):
        reference = getattr(subject, "code", "") or getattr(subject, "reference", "")
        return f"{reference} has news for those who may read it: {link}"
    context = {"notice": notice, "data": notice.data, "subject": subject, "title": subject.safe_title}
    context |= {"actor": notice.actor, "reader": None, "link": link}
    body = render_to_string(f"activity/notices/{notice.kind}.txt", context).strip()
    return f"{escaped(body[:MOST_CHARACTERS])}\n{link}"


def escaped(text: str) -> str:
    """Nobody is called by a title that holds a mention."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _pause(hook: ChatHook, until: datetime) -> None:
    if until > clock.now():
        ChatHook.objects.filter(pk=hook.pk).update(paused_until=until)
