"""How the review stands: which revision was sent, who said what of it, and whether the text is still that one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from accounts.models import User
from activity.record import record
from postmortems import content
from postmortems.models import Postmortem, Reviewer, Revision, Verdict

State = Postmortem.State
Outcome = Verdict.Outcome
ANSWERS = (Outcome.APPROVE, Outcome.REQUEST_CHANGES)


@dataclass(frozen=True)
class Stand:
    """One reviewer: the latest answer they gave, and whether it was given on the revision sent last."""

    reviewer: Reviewer
    verdict: Verdict | None
    is_current: bool

    @property
    def user(self) -> User:
        return self.reviewer.user

    @property
    def approves(self) -> bool:
        return self.is_current and self.verdict is not None and self.verdict.outcome == Outcome.APPROVE

    @property
    def objects_to_it(self) -> bool:
        return self.is_current and self.verdict is not None and self.verdict.outcome == Outcome.REQUEST_CHANGES


class Standing:
    """The review of one write-up as it stands now. Three queries; the present text is frozen only when asked for."""

    def __init__(self, postmortem: Postmortem) -> None:
        self.postmortem = postmortem
        self.sent = latest_sent(postmortem)

    @cached_property
    def reviewers(self) -> list[Stand]:
        answers: dict[int, Verdict] = {}
        verdicts = self.postmortem.verdicts.filter(outcome__in=ANSWERS).order_by("at", "pk")
        for verdict in verdicts.select_related("revision").defer("revision__content"):
            answers[verdict.reviewer_id] = verdict
        return [
            Stand(each, given := answers.get(each.user_id), given is not None and given.revision_id == self._sent_pk)
            for each in self.postmortem.reviewers.select_related("user")
        ]

    @property
    def _sent_pk(self) -> int | None:
        return self.sent.pk if self.sent is not None else None

    @cached_property
    def present_hash(self) -> str:
        return content.present_hash(self.postmortem)

    @property
    def approved(self) -> int:
        return sum(each.approves for each in self.reviewers)

    @property
    def is_approved_by_all(self) -> bool:
        return bool(self.reviewers) and all(each.approves for each in self.reviewers)

    @property
    def is_stale(self) -> bool:
        """The text is not the one that was sent: approvals of it no longer count."""
        return self.sent is not None and self.sent.content_hash != self.present_hash

    @property
    def state(self) -> str:
        """What the state has to be while in review; other states answer themselves."""
        if self.postmortem.state not in (State.IN_REVIEW, State.APPROVED, State.CHANGES_REQUESTED):
            return self.postmortem.state
        if any(each.objects_to_it for each in self.reviewers):
            return State.CHANGES_REQUESTED
        return State.APPROVED if self.is_approved_by_all and not self.is_stale else State.IN_REVIEW


def latest_sent(postmortem: Postmortem) -> Revision | None:
    """The revision that reviewers were asked about last."""
    sent: Revision | None = postmortem.revisions.filter(reason=Revision.Reason.REVIEW_REQUESTED).first()
    return sent


def newest(postmortem: Postmortem) -> Revision | None:
    found: Revision | None = postmortem.revisions.first()
    return found


def settle(postmortem: Postmortem) -> bool:
    """Bring the state in step with verdicts and text; the write-up must be locked. Answers whether it changed."""
    state = Standing(postmortem).state
    if state == postmortem.state:
        return False
    postmortem.state = state
    postmortem.save(update_fields=["state"])
    return True


@transaction.atomic
def recheck(postmortem: Postmortem) -> Postmortem:
    """Take an approval back from a text that changed since, or give it again when the change was undone.

    Costs one query unless the write-up is in review.
    """
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if postmortem.state in (State.IN_REVIEW, State.APPROVED) and settle(postmortem):
        verb = "postmortem.approval_returned" if postmortem.state == State.APPROVED else "postmortem.approval_lapsed"
        record(verb, postmortem, by=None, data={"state": postmortem.state})
    return postmortem
