"""Whether a notice about a write-up still says something true when it is sent."""

from __future__ import annotations

from activity import relevance
from activity.models import Notice
from postmortems.models import ContributingFactor, Postmortem
from postmortems.workflow import due, expiry, reminding


def why_not_due(notice: Notice, postmortem: Postmortem) -> str:
    if postmortem.is_published:
        return "It was published meanwhile."
    return "" if notice.key == due.step_key(postmortem, notice.data.get("step", "")) else "The all-clear was moved."


def why_not_requested(notice: Notice, postmortem: Postmortem) -> str:
    waits = postmortem.reviewers.filter(user=notice.recipient_id, answered_at__isnull=True).exists()
    return "" if waits and not postmortem.is_published else "The review is not asked of them any more."


def why_not_reminded(notice: Notice, postmortem: Postmortem) -> str:
    reviewer = postmortem.reviewers.filter(user=notice.recipient_id, answered_at__isnull=True).first()
    if reviewer is None or postmortem.state != Postmortem.State.IN_REVIEW:
        return "The review does not wait for them any more."
    is_same = notice.key == reminding.reminder_key(reviewer, notice.data.get("step", 0))
    return "" if is_same else "They were asked again meanwhile."


def why_not_expired(notice: Notice, factor: ContributingFactor) -> str:
    return "" if notice.key == expiry.end_key(factor) else "The risk was renewed or withdrawn meanwhile."


def register() -> None:
    relevance.register(due.KIND, why_not_due)
    relevance.register("review_requested", why_not_requested)
    relevance.register(reminding.KIND, why_not_reminded)
    relevance.register(expiry.KIND, why_not_expired)
