"""The clock of publication at work: authors hear of it a day before it runs out, and when it has."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from activity.models import Notice
from activity.notify import Telling, tell_many
from kit import clock
from postmortems import clocks
from postmortems.models import Postmortem

KIND = "write_up_due"
WARNING = timedelta(hours=24)
STEPS = (("soon", WARNING), ("due", timedelta()))
# After an outage of ours this long nobody is told of a clock that ran out; the pages show it all the same.
MEMORY = timedelta(days=14)


@transaction.atomic
def open_clocks(at: datetime | None = None) -> int:
    """Tell the authors of unpublished write-ups what has come due by `at`; answers how many steps opened.

    May run anywhere, any number of times at once: each step of each all-clear has a key of its own. Only the latest
    step is told. Looks at the unpublished alone, so it costs the same however many are published. Not recorded: time
    passing is nobody's deed.
    """
    at = at or clock.now()
    due = [telling for postmortem in _running(at) if (telling := _telling(postmortem, at)) is not None]
    told = set(Notice.objects.filter(key__in=[telling.key for _, telling in due]).values_list("key", flat=True))
    opened = [(telling, postmortem) for postmortem, telling in due if telling.key not in told]
    tell_many(opened)
    return len(opened)


def step_key(postmortem: Postmortem, step: str) -> str:
    """A reopened incident gets new clocks with its next all-clear."""
    resolved_at = postmortem.incident.resolved_at
    return f"{KIND}:{postmortem.pk}:{resolved_at:%Y%m%dT%H%M}:{step}" if resolved_at else ""


def _running(at: datetime) -> list[Postmortem]:
    """Unpublished ones whose all-clear lies long enough back to be warned of, with their authors."""
    first, last = at - clocks.PUBLISH.within - MEMORY, at - clocks.PUBLISH.within + WARNING
    rows = Postmortem.objects.unpublished().filter(incident__resolved_at__gt=first, incident__resolved_at__lte=last)
    return list(rows.select_related("incident").prefetch_related("authorships__user").order_by("pk"))


def _telling(postmortem: Postmortem, at: datetime) -> tuple[Postmortem, Telling] | None:
    resolved_at = postmortem.incident.resolved_at
    if resolved_at is None:
        return None
    until = clocks.due(clocks.PUBLISH, resolved_at)
    step = max((name for name, before in STEPS if until - before <= at), key=[name for name, _ in STEPS].index)
    data = {"step": step, "hours": max(1, round((until - at).total_seconds() / 3600))}
    authors = [authorship.user for authorship in postmortem.authorships.all()]
    return postmortem, Telling(KIND, to=authors, key=step_key(postmortem, step), data=data)
