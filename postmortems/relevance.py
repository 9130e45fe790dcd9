"""Whether a notice about a write-up still says something true when it is sent."""

from __future__ import annotations

from activity import relevance
from activity.models import Notice
from postmortems.models import ContributingFactor, Postmortem
from postmortems.workflow import expiry
from postmortems.workflow.due import KIND, step_key


def why_not_due(notice: Notice, postmortem: Postmortem) -> str:
    if postmortem.is_published:
        return "It was published meanwhile."
    return "" if notice.key == step_key(postmortem, notice.data.get("step", "")) else "The all-clear was moved."


def why_not_requested(notice: Notice, postmortem: Postmortem) -> str:
    waits = postmortem.reviewers.filter(user=notice.recipient_id, answered_at__isnull=True).exists()
    return "" if waits and not postmortem.is_published else "The review is not asked of them any more."


def why_not_expired(notice: Notice, factor: ContributingFactor) -> str:
    return "" if notice.key == expiry.end_key(factor) else "The risk was renewed or withdrawn meanwhile."


def register() -> None:
    relevance.register(KIND, why_not_due)
    relevance.register("review_requested", why_not_requested)
    relevance.register(expiry.KIND, why_not_expired)
