"""Asking for a review, answering it, and letting a gate be passed in writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from accounts import policy
from accounts.models import User
from accounts.roles import OrganisationRole
from activity.notify import Telling
from activity.record import record
from incidents import workflow as incidents
from kit import clock
from kit.errors import Refused, Stale
from postmortems.models import Postmortem, Reviewer, Revision, Verdict, Waiver
from postmortems.workflow import obstacles, revisions, standing
from postmortems.workflow.keeping import exact

State = Postmortem.State
Outcome = Verdict.Outcome
REVIEWABLE = (State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED)
ANSWERABLE = (State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED)


@transaction.atomic
def request_review(postmortem: Postmortem, *, by: User, reviewers: Iterable[User], note: str = "") -> Postmortem:
    """Freeze the text and ask the named people about that very revision, each again.

    `reviewers` is everybody who is asked: those no longer named are asked no more. Whoever could not see a restricted
    incident is listed on it. Asking again with nothing changed and nobody having answered does nothing.
    """
    policy.require("postmortems.request_review", by, postmortem)
    postmortem = exact(Postmortem.objects.locked(postmortem.pk))
    named = list({user.pk: user for user in reviewers}.values())
    if refusals := _refusals(postmortem, named):
        raise Refused(refusals)
    if _is_asked_already(postmortem, named):
        return postmortem
    for user in named:
        incidents.admit(postmortem.incident, by=by, user=user)
    _ask(postmortem, named, by)
    revision = revisions.take(postmortem, by=by, reason=Revision.Reason.REVIEW_REQUESTED, note=note)
    postmortem.state, postmortem.changed_at = State.IN_REVIEW, clock.now()
    postmortem.submitted_at = postmortem.submitted_at or clock.now()
    postmortem.save(update_fields=["state", "changed_at", "submitted_at"])
    record(
        "postmortem.review_requested",
        postmortem,
        by=by,
        data={"revision": revision.number, "reviewers": [user.handle for user in named], "note": revision.note},
        notify=[Telling("review_requested", to=named, data={"revision": revision.number})],
    )
    return postmortem


@transaction.atomic
def give_verdict(
    postmortem: Postmortem,
    *,
    by: User,
    revision: Revision,
    outcome: str,
    summary: str = "",
    checked: Sequence[str] = (),
    open_reason: str = "",
) -> Verdict:
    """Say of one exact revision that it may be published, what must change first, or something in between.

    Raises Stale when a newer revision was sent meanwhile. The same words sent twice are one verdict.
    """
    policy.require("postmortems.review", by, postmortem)
    postmortem = exact(Postmortem.objects.locked(postmortem.pk))
    sent = _answerable(postmortem, revision)
    checklist = postmortem.template_version.checklist
    given = Verdict(
        postmortem=postmortem,
        revision=sent,
        reviewer=by,
        outcome=outcome,
        summary=summary.strip(),
        checked=[check for check in checklist if check in checked],
        open_reason=open_reason.strip() if outcome == Outcome.APPROVE else "",
        at=clock.now(),
    )
    if missing := _missing_from(given, checklist) or _undiscussed(given):
        raise Refused(missing)
    if (before := _said_already(given)) is not None:
        return before
    given.save()
    _settle_answer(postmortem, given)
    return given


@transaction.atomic
def waive(postmortem: Postmortem, *, by: User, gate: str, reason: str) -> Waiver:
    """Let the write-up pass one gate, in writing. Waiving it again with the same reason is one waiver."""
    policy.require("postmortems.waive", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if not postmortem.is_editable:
        raise Refused("This write-up is published; its gates are passed.")
    if not reason.strip():
        raise Refused("Say why this may be passed: the reason is kept with the write-up.")
    standing_one: Waiver | None = postmortem.waivers.filter(gate=gate, withdrawn_at__isnull=True).first()
    if standing_one is not None:
        if standing_one.reason == reason.strip():
            return standing_one
        raise Refused(f"{standing_one.by} has already waived this: {standing_one.reason}")
    asked = obstacles.gate_named(postmortem, gate)
    if asked is None:
        raise Refused("This gate is not one that the write-up has to pass.")
    if not asked.waivable:
        raise Refused(f"{asked.sentence}. Nobody can waive this.")
    waiver: Waiver = Waiver.objects.create(
        postmortem=postmortem, gate=gate, reason=reason.strip(), by=by, at=clock.now()
    )
    data = {"gate": gate, "said": asked.sentence, "reason": waiver.reason}
    record("postmortem.gate_waived", postmortem, by=by, data=data)
    return waiver


@transaction.atomic
def withdraw_waiver(waiver: Waiver, *, by: User) -> Waiver:
    """Make the gate hold again. A waiver withdrawn twice is withdrawn once."""
    policy.require("postmortems.waive", by, waiver.postmortem)
    Postmortem.objects.locked(waiver.postmortem_id)
    waiver = Waiver.objects.locked(waiver.pk)
    if waiver.withdrawn_at is not None:
        return waiver
    waiver.withdrawn_at = clock.now()
    waiver.save(update_fields=["withdrawn_at"])
    record("postmortem.waiver_withdrawn", waiver.postmortem, by=by, data={"gate": waiver.gate})
    return waiver


def _refusals(postmortem: Postmortem, named: list[User]) -> list[str]:
    if postmortem.state not in REVIEWABLE:
        return ["This write-up is published. Its text changes only by an amendment, with a reason."]
    authors = set(postmortem.authorships.values_list("user_id", flat=True))
    found = [] if named else ["Name at least one reviewer."]
    for user in named:
        if user.pk in authors:
            found.append(f"{user} wrote this and cannot review it.")
        elif not user.is_active:
            found.append(f"{user} no longer has an account here.")
        elif user.role == OrganisationRole.VIEWER:
            found.append(f"{user} can only read, so cannot review.")
    return found + obstacles.before_review(postmortem)


def _is_asked_already(postmortem: Postmortem, named: list[User]) -> bool:
    if postmortem.state != State.IN_REVIEW:
        return False
    stands = standing.Standing(postmortem)
    asked = {each.user.pk for each in stands.reviewers if each.reviewer.answered_at is None}
    return asked == {user.pk for user in named} and len(asked) == len(stands.reviewers) and not stands.is_stale


def _ask(postmortem: Postmortem, named: list[User], by: User) -> None:
    asked = {"asked_by": by, "asked_at": clock.now(), "answered_at": None}
    postmortem.reviewers.exclude(user__in=named).delete()
    for user in named:
        Reviewer.objects.update_or_create(postmortem=postmortem, user=user, defaults=asked)


def _answerable(postmortem: Postmortem, revision: Revision) -> Revision:
    sent = standing.latest_sent(postmortem)
    if postmortem.state not in ANSWERABLE or sent is None:
        raise Refused("This write-up is not in review.")
    if revision.pk != sent.pk:
        raise Stale(
            f"Revision {sent.number} was sent while you were reading revision {revision.number}. "
            "Look at what changed before you answer; your words are kept below.",
            current=sent,
        )
    return sent


def _missing_from(given: Verdict, checklist: list[str]) -> list[str]:
    if given.outcome not in Outcome.values:
        return ["Choose: comment, approve or request changes."]
    if given.outcome == Outcome.REQUEST_CHANGES and not given.summary:
        return ["Say what has to change before it can be published."]
    if given.outcome == Outcome.COMMENT and not given.summary:
        return ["Write your comment."]
    left = len(checklist) - len(given.checked)
    if given.outcome == Outcome.APPROVE and left and not given.open_reason:
        checks = "one check" if left == 1 else f"{left} checks"
        return [f"You are approving with {checks} left open. Say why."]
    return []


def _undiscussed(given: Verdict) -> list[str]:
    return obstacles.open_threads(given.postmortem) if given.outcome == Outcome.APPROVE else []


def _said_already(given: Verdict) -> Verdict | None:
    """The reviewer's latest words on this revision, if they are these very words."""
    before: Verdict | None = Verdict.objects.filter(
        Q(postmortem=given.postmortem) & Q(revision=given.revision) & Q(reviewer=given.reviewer)
    ).first()
    said = ("outcome", "summary", "checked", "open_reason")
    is_same = before is not None and all(getattr(before, name) == getattr(given, name) for name in said)
    return before if is_same else None


def _settle_answer(postmortem: Postmortem, given: Verdict) -> None:
    """Write down that the reviewer answered, bring the state in step and tell the authors."""
    if given.outcome in standing.ANSWERS:
        postmortem.reviewers.filter(user=given.reviewer).update(answered_at=given.at)
    before = postmortem.state
    standing.settle(postmortem)
    if postmortem.state == State.CHANGES_REQUESTED != before:
        note = f"The text when {given.reviewer} asked for changes."
        revisions.take_if_new(postmortem, by=given.reviewer, reason=Revision.Reason.CHANGES_REQUESTED, note=note)
    verbs = {
        Outcome.COMMENT: "postmortem.commented",
        Outcome.APPROVE: "postmortem.approved",
        Outcome.REQUEST_CHANGES: "postmortem.changes_requested",
    }
    authors = [authorship.user for authorship in postmortem.authorships.select_related("user")]
    told = {"outcome": given.outcome, "revision": given.revision.number, "state": postmortem.state}
    record(
        verbs[Outcome(given.outcome)],
        postmortem,
        by=given.reviewer,
        data={**told, "note": given.summary, "open_reason": given.open_reason},
        notify=[Telling("review_answered", to=authors, data=told)],
    )
