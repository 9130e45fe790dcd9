"""What the world holds of notices on their way, of days off and of months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from accounts import workflow as people
from activity.models import Mail, Notice

if TYPE_CHECKING:
    from tests.architecture.world import World


def tell(world: World) -> None:
    bob, payments = world.cast.bob, world.cast.payments
    own = frozenset({"bob"})
    given = {"kind": "action_assigned", "subject_type": "accounts.team", "subject_id": payments.pk}
    told = Notice.objects.create(key="1", recipient=bob, channel="inbox", state="sent", **given)
    failed = Notice.objects.create(key="2", recipient=bob, channel="email", state="failed", **given)
    again = {"recipient": bob, "channel": "email", "state": "due", "outcome": "Attempt 1 failed", "attempts": 1}
    waiting = Notice.objects.create(key="3", **again, **given)
    said = Notice.objects.create(key="4", channel="chat", address="chat:payments", state="failed", **given)
    mail = Mail.objects.create(message_id="<1@acme.example>", recipients="x", sender="y", title="z", text="t")
    world.add("notice", told.pk, sees=own)
    world.add("failed notice", failed.pk, sees=own | {"root"})
    world.add("waiting notice", waiting.pk, sees=own | {"root"})
    world.add("room message", "payments", said.pk, "try_again", about=payments)
    world.add("mail", mail.pk)
    world.add("preference", "published", "email")


def keep_days(world: World) -> None:
    root = world.cast.root
    calendar = people.create_calendar(by=root, name="Portugal")
    day = people.add_day(calendar, by=root, day=date(2026, 6, 10), name="Portugal Day", yearly=True)
    world.add("calendar", "portugal")
    world.add("day off", "portugal", day.pk)
    world.add("month", "2025-10")
