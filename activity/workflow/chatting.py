from __future__ import annotations

from typing import Any

from django.db import models, transaction

from activity import chat
from activity.models import ChatHook
from activity.notify import Telling, tell
from activity.record import record
from kit import clock, egress, sealing
from kit.errors import Refused


@transaction.atomic
def set_chat(team: models.Model, *, name: str, by: Any, url: str) -> ChatHook:
    """Where the team's room takes messages. The caller has asked the policy; the address is never shown again."""
    try:
        host = egress.examine(url).hostname or ""
    except egress.Forbidden as forbidden:
        raise Refused(str(forbidden))
    given = {
        "sealed": sealing.seal(url.strip()),
        "host": host,
        "set_by": by,
        "set_at": clock.now(),
        "paused_until": None,
    }
    hook, _ = ChatHook.objects.update_or_create(name=name, defaults=given)
    record("team.chat_set", team, by=by, data={"host": host})
    return hook


@transaction.atomic
def remove_chat(team: models.Model, *, name: str, by: Any) -> None:
    """What waits for the room is skipped when its turn comes."""
    if ChatHook.objects.filter(name=name).delete()[0]:
        record("team.chat_removed", team, by=by)


@transaction.atomic
def test_chat(team: models.Model, *, name: str, by: Any) -> None:
    """Send a message by the way all others go; what became of it shows on the page of the room."""
    if not chat.addresses([name]):
        raise Refused("Set the room's address first.")
    ChatHook.objects.filter(name=name).update(paused_until=None)
    key = f"chat_test:{name}:{clock.now().isoformat()}"
    tell(Telling("chat_test", chats=chat.addresses([name]), key=key), team, by=by)
