"""The sweeper: claims due notices, checks them once more, sends, and says so in the row.

A notice is claimed by moving `held_until` ahead in a transaction of its own. Whoever dies while holding one loses it
to the next sweep when the hold ends; a mail may then leave again, under the same Message-ID. An inbox line is the row
itself, so it appears exactly once.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from activity import chat, relevance, subjects, trouble
from activity.mailing import compose, message_id
from activity.models import Mail, Notice
from kit import clock
from kit.compiled import Compiled

logger = logging.getLogger(__name__)

HOLD = timedelta(minutes=2)
# What a mail may take at most; nobody begins to send with less of the hold left.
SLOWEST = timedelta(seconds=45)
BATCH = 100
# 30 s, 1 min, 2 min … 6 h: about two days of trying before somebody is asked to look.
MOST_ATTEMPTS = 16
LONGEST_PAUSE = timedelta(hours=6)


# Most sweeps find nothing: building the question would be most of what they cost.
DUE = Compiled(
    lambda at: (
        Notice.objects.due(at)
        .order_by("due_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient", "actor")[:BATCH]
    ),
    datetime(1971, 2, 3, tzinfo=UTC),
)
# What a claim changes, in one statement that is the same for one notice and for a hundred.
HELD = """
UPDATE activity_notice AS n SET held_until = %s, attempts = v.attempts, message_id = v.message_id, outcome = ''
FROM unnest(%s::bigint[], %s::smallint[], %s::text[]) AS v(id, attempts, message_id) WHERE n.id = v.id
"""


def sweep(*, at: datetime | None = None, batches: int = 20) -> int:
    """Send what is due; answers how many notices were dealt with."""
    dealt = 0
    for _ in range(batches):
        until = clock.now() + HOLD - SLOWEST
        claimed = claim(at or clock.now())
        for position, notice in enumerate(claimed):
            if clock.now() > until:
                # A slow mail server: whoever claims the rest must be the only one to send it.
                let_go(claimed[position:])
                return dealt
            deliver(notice)
            dealt += 1
        if len(claimed) < BATCH:
            break
    return dealt


def claim(at: datetime) -> list[Notice]:
    """Take hold of the oldest due notices; two sweepers never hold the same one."""
    with transaction.atomic():
        rows: list[Notice] = DUE.instances(at)
        if not rows:
            return rows
        until = clock.now() + HOLD
        for notice in rows:
            notice.held_until = until
            notice.attempts += 1
            notice.message_id = message_id(notice)
            # Whoever reads it meanwhile sees that it is being sent, not why it failed before.
            notice.outcome = ""
        with connection.cursor() as cursor:
            cursor.execute(
                HELD, [until, [n.pk for n in rows], [n.attempts for n in rows], [n.message_id for n in rows]]
            )
    return rows


def let_go(notices: list[Notice]) -> None:
    """Give back what is held and was not tried."""
    held = Notice.objects.filter(pk__in=[notice.pk for notice in notices], state=Notice.State.DUE)
    held.update(held_until=None, attempts=F("attempts") - 1)


def deliver(notice: Notice) -> None:
    """Send one claimed notice, or write down why not. Never raises: one bad notice must not hold back the others."""
    try:
        subject, reason = _subject(notice)
        if reason or subject is None:
            return _finish(notice, Notice.State.SKIPPED, reason)
        if notice.channel == Notice.Channel.EMAIL:
            compose(notice, subject).send()
        elif notice.channel == Notice.Channel.CHAT:
            chat.send(notice, subject)
    except chat.Never as never:
        return _finish(notice, Notice.State.FAILED, str(never))
    except chat.Later as later:
        return _try_later(notice, str(later), later.wait)
    except Exception as error:
        if trouble.is_final(error):
            return _finish(notice, Notice.State.FAILED, trouble.reason(error))
        return _try_later(notice, trouble.reason(error))
    return _finish(notice, Notice.State.SENT)


def _subject(notice: Notice) -> tuple[Any, str]:
    """What the notice is about as its recipient may see it now, or the reason to keep quiet."""
    reader = notice.recipient
    if notice.channel == Notice.Channel.CHAT:
        # What the room may not read is named by its reference alone; chat.text_of sees to it.
        row = subjects.row(notice.subject_type, notice.subject_id)
        return row, relevance.why_not(notice, row) if row is not None else "It is gone."
    if reader is not None and not reader.is_active:
        return None, "The recipient was deactivated."
    found = (
        subjects.find(notice.subject_type, notice.subject_id, visible_to=reader)
        if reader is not None
        else subjects.find_open(notice.subject_type, notice.subject_id)
    )
    if found is None:
        return None, "The recipient may not see it any more."
    return found, relevance.why_not(notice, found)


def _finish(notice: Notice, state: str, outcome: str = "") -> None:
    Notice.objects.filter(pk=notice.pk, state=Notice.State.DUE).update(
        state=state,
        outcome=outcome[:300],
        held_until=None,
        sent_at=clock.now() if state == Notice.State.SENT else None,
    )


def _try_later(notice: Notice, reason: str, wait: timedelta | None = None) -> None:
    """Each pause is twice the last, and not shorter than the other side asked for."""
    logger.warning("Notice %s did not leave: %s", notice.pk, reason)
    if notice.attempts >= MOST_ATTEMPTS:
        return _finish(notice, Notice.State.FAILED, f"Gave up after {notice.attempts} attempts: {reason}")
    pause = max(timedelta(seconds=30) * 2 ** (notice.attempts - 1), wait or timedelta(0))
    Notice.objects.filter(pk=notice.pk, state=Notice.State.DUE).update(
        held_until=clock.now() + min(pause, LONGEST_PAUSE), outcome=f"Attempt {notice.attempts} failed: {reason}"[:300]
    )
    return None


def forget() -> int:
    """Remove the texts of kept mails whose secret links have run out; answers how many."""
    gone = "This mail held a link that has run out; its text was removed."
    return Mail.objects.filter(forget_at__lte=clock.now()).update(text=gone, html="", forget_at=None)
