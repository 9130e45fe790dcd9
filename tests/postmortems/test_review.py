from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Activity, Notice
from kit.errors import Refused, Stale
from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.incidents import an_entry
from tests.builders.postmortems import write
from tests.builders.reviews import a_draft, an_action, approve, approved, in_review, published, rewrite, sent
from tests.cast import Cast


def fresh(postmortem: Postmortem) -> Postmortem:
    return Postmortem.objects.get(pk=postmortem.pk)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__handle", flat=True))


def test_it_sends_one_frozen_revision_to_each_reviewer(cast: Cast) -> None:
    postmortem = in_review(cast)
    assert fresh(postmortem).state == "in_review"
    assert sent(postmortem).number == 1
    assert told("review_requested") == {"alice", "erin"}
    assert set(Postmortem.objects.waiting_for(cast.alice)) == {postmortem}
    assert Activity.objects.get(verb="postmortem.review_requested").data["reviewers"] == ["alice", "erin"]


def test_it_does_nothing_when_asked_twice(cast: Cast) -> None:
    postmortem = in_review(cast)
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.erin, cast.alice])
    assert postmortem.revisions.count() == 1
    assert Notice.objects.filter(kind="review_requested", channel="inbox").count() == 2


@pytest.mark.parametrize(
    ("handles", "sentence"),
    [
        ((), "Name at least one reviewer."),
        (("bob",), "@bob wrote this and cannot review it."),
        (("alice", "carol"), "@carol can only read, so cannot review."),
    ],
)
def test_it_refuses_reviewers_who_cannot_be(cast: Cast, handles: tuple[str, ...], sentence: str) -> None:
    postmortem = a_draft(cast)
    with pytest.raises(Refused, match=sentence):
        workflow.request_review(postmortem, by=cast.bob, reviewers=[getattr(cast, handle) for handle in handles])
    assert not postmortem.revisions.exists()


def test_it_is_asked_for_by_authors_and_their_lead_only(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        workflow.request_review(a_draft(cast), by=cast.mallory, reviewers=[cast.erin])


def test_it_lets_a_reviewer_see_a_restricted_incident(cast: Cast) -> None:
    postmortem = a_draft(cast, by=cast.bob, visibility="restricted")
    assert not Postmortem.objects.visible_to(cast.mallory).exists()
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.mallory])
    assert Postmortem.objects.visible_to(cast.mallory).get() == postmortem


def test_it_is_approved_when_every_reviewer_approves(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    assert fresh(postmortem).state == "in_review"
    assert not Postmortem.objects.waiting_for(cast.alice).exists()
    approve(postmortem, cast.erin)
    assert fresh(postmortem).state == "approved"
    assert told("review_answered") == {"bob"}


def test_it_goes_back_when_one_asks_for_changes(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    workflow.give_verdict(
        postmortem, by=cast.erin, revision=sent(postmortem), outcome="request_changes", summary="Impact in numbers."
    )
    assert fresh(postmortem).state == "changes_requested"
    again = workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])
    assert again.state == "in_review"
    assert sent(postmortem).number == 2
    assert Postmortem.objects.waiting_for(cast.alice).exists()


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("request_changes", "Say what has to change before it can be published."),
        ("comment", "Write your comment."),
        ("approve", "checks left open. Say why."),
        ("", "Choose: comment, approve or request changes."),
    ],
)
def test_it_refuses_an_answer_without_its_words(cast: Cast, outcome: str, sentence: str) -> None:
    postmortem = in_review(cast)
    with pytest.raises(Refused, match=sentence):
        workflow.give_verdict(postmortem, by=cast.alice, revision=sent(postmortem), outcome=outcome)


def test_it_accepts_an_approval_with_open_checks_for_a_reason(cast: Cast) -> None:
    postmortem = in_review(cast)
    verdict = approve(postmortem, cast.alice, checked=[], open_reason="Numbers follow by Friday.")
    assert verdict.open_reason == "Numbers follow by Friday."


def test_it_refuses_an_answer_to_an_earlier_revision(cast: Cast) -> None:
    postmortem = in_review(cast)
    first = sent(postmortem)
    rewrite(postmortem, "resolution", "Rolled back.")
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])
    with pytest.raises(Stale, match="Revision 2 was sent while you were reading revision 1"):
        approve(postmortem, cast.alice, revision=first)


def test_it_keeps_authors_and_strangers_from_answering(cast: Cast) -> None:
    postmortem = in_review(cast)
    for user in (cast.bob, cast.mallory, cast.root):
        with pytest.raises(PermissionDenied):
            approve(postmortem, user)


def test_it_counts_the_same_answer_once(cast: Cast) -> None:
    postmortem = in_review(cast)
    assert approve(postmortem, cast.alice) == approve(postmortem, cast.alice)
    assert Activity.objects.filter(verb="postmortem.approved").count() == 1


def test_it_takes_an_approval_back_when_the_text_changes_and_gives_it_again(cast: Cast) -> None:
    postmortem = approved(cast)
    before = postmortem.sections.get(key="resolution").body
    rewrite(postmortem, "resolution", "Rolled back.")
    assert workflow.recheck(postmortem).state == "in_review"
    assert Activity.objects.filter(verb="postmortem.approval_lapsed", actor=None).count() == 1
    rewrite(postmortem, "resolution", before)
    assert workflow.recheck(postmortem).state == "approved"


def test_it_takes_an_approval_back_when_the_timeline_changes(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    postmortem = approved(cast)
    with django_capture_on_commit_callbacks(execute=True):
        an_entry(postmortem.incident, cast, 137, "A late memory")
    assert fresh(postmortem).state == "in_review"


def test_it_takes_an_approval_back_when_a_section_is_saved(cast: Cast) -> None:
    postmortem = approved(cast)
    write(postmortem, "resolution", "Rolled back.", by=cast.bob)
    assert fresh(postmortem).state == "in_review"


def test_it_refuses_while_a_gate_is_open_until_that_is_waived(cast: Cast) -> None:
    postmortem = a_draft(cast)
    write(postmortem, "went_well", "", by=cast.bob)
    with pytest.raises(Refused, match="Say what went well"):
        workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    with pytest.raises(PermissionDenied):
        workflow.waive(postmortem, by=cast.bob, gate="text:went_well", reason="Nothing did.")
    with pytest.raises(Refused, match="Say why this may be passed"):
        workflow.waive(postmortem, by=cast.alice, gate="text:went_well", reason=" ")
    waiver = workflow.waive(postmortem, by=cast.alice, gate="text:went_well", reason="Told in the meeting.")
    assert workflow.waive(postmortem, by=cast.alice, gate="text:went_well", reason="Told in the meeting.") == waiver
    assert workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice]).state == "in_review"


def test_it_holds_a_gate_again_when_its_waiver_is_withdrawn(cast: Cast) -> None:
    postmortem = a_draft(cast)
    write(postmortem, "went_well", "", by=cast.bob)
    waiver = workflow.waive(postmortem, by=cast.alice, gate="text:went_well", reason="Told in the meeting.")
    workflow.withdraw_waiver(waiver, by=cast.alice)
    with pytest.raises(Refused, match="Say what went well"):
        workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])


def test_it_waives_no_gate_that_must_hold(cast: Cast) -> None:
    postmortem = a_draft(cast)
    an_action(cast, postmortem.incident, title="Limit lock time", owner=None)
    with pytest.raises(Refused, match="Nobody can waive this"):
        workflow.waive(postmortem, by=cast.alice, gate="action_owner", reason="Later.")
    with pytest.raises(Refused, match="not one that the write-up has to pass"):
        workflow.waive(postmortem, by=cast.alice, gate="nonsense", reason="Later.")


def test_it_does_not_approve_a_text_that_changed_meanwhile(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    rewrite(postmortem, "resolution", "Rolled back.")
    approve(postmortem, cast.erin)
    assert fresh(postmortem).state == "in_review"


def test_it_is_refused_once_published(cast: Cast) -> None:
    postmortem = published(cast)
    with pytest.raises(Refused, match="only by an amendment"):
        workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    with pytest.raises(Refused, match="not in review"):
        approve(postmortem, cast.alice)


def test_it_remembers_what_was_read_without_putting_it_on_the_record(cast: Cast) -> None:
    postmortem = in_review(cast)
    before = Activity.objects.count()
    workflow.mark_read(postmortem, by=cast.alice, sections=["impact"], revision=sent(postmortem))
    workflow.mark_read(postmortem, by=cast.alice, sections=["impact"], revision=sent(postmortem))
    assert postmortem.read_marks.get().user == cast.alice
    workflow.mark_read(postmortem, by=cast.alice, sections=["impact"], revision=sent(postmortem), read=False)
    assert not postmortem.read_marks.exists()
    assert Activity.objects.count() == before
