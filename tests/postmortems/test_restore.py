import pytest

from kit.errors import Refused
from postmortems import content, workflow
from postmortems.models import ContributingFactor, Postmortem, Why
from tests.builders.reviews import approved, in_review, published, rewrite, sent
from tests.cast import Cast


def a_changed_one(cast: Cast) -> Postmortem:
    """Sent with a ladder and a factor; both and a text were changed since."""
    postmortem = in_review(cast)
    first = Why.objects.create(postmortem=postmortem, question="Why?", answer="Empty pool.")
    Why.objects.create(postmortem=postmortem, parent=first, question="Why empty?", is_root=True, order=1)
    factor = ContributingFactor.objects.create(postmortem=postmortem, category="process", text="No checklist")
    factor.actions.set(postmortem.incident.actions.all())
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin])
    postmortem.whys.all().delete()
    factor.delete()
    rewrite(postmortem, "resolution", "Other words.")
    return Postmortem.objects.get(pk=postmortem.pk)


def test_it_brings_texts_and_blocks_back(cast: Cast) -> None:
    postmortem = a_changed_one(cast)
    revision = sent(postmortem)
    version = postmortem.sections.get(key="resolution").version
    workflow.restore(postmortem, by=cast.bob, revision=revision)
    present = content.freeze(postmortem)
    assert content.content_hash(present) == revision.content_hash
    assert postmortem.factors.get().actions.get() == postmortem.incident.actions.get()
    section = postmortem.sections.get(key="resolution")
    assert (section.version, section.changed_by) == (version + 1, cast.bob)


def test_it_freezes_the_present_text_first(cast: Cast) -> None:
    postmortem = a_changed_one(cast)
    workflow.restore(postmortem, by=cast.bob, revision=sent(postmortem))
    kept = postmortem.revisions.first()
    assert (kept.number, kept.reason) == (3, "restored")
    assert next(each for each in kept.content["sections"] if each["key"] == "resolution")["body"] == "Other words."


def test_it_does_nothing_when_the_text_is_that_one_already(cast: Cast) -> None:
    postmortem = in_review(cast)
    workflow.restore(postmortem, by=cast.bob, revision=sent(postmortem))
    assert postmortem.revisions.count() == 1


def test_it_gives_an_approval_back_with_the_text_that_was_approved(cast: Cast) -> None:
    postmortem = a_changed_one(cast)
    first = postmortem.revisions.get(number=1)
    rewrite(postmortem, "resolution", "The text of Resolution.")
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice])
    workflow.give_verdict(
        postmortem, by=cast.alice, revision=sent(postmortem), outcome="approve", open_reason="Checked elsewhere."
    )
    rewrite(postmortem, "lessons", "Learned.")
    restored = workflow.restore(postmortem, by=cast.bob, revision=first)
    assert restored.state == "approved"
    rewrite(postmortem, "lessons", "Learned.")
    assert workflow.recheck(postmortem).state == "in_review"


def test_it_refuses_on_a_published_text_unless_it_is_amended(cast: Cast) -> None:
    postmortem = published(cast)
    first = postmortem.revisions.get(number=1)
    with pytest.raises(Refused, match="Open an amendment"):
        workflow.restore(postmortem, by=cast.bob, revision=first)
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    rewrite(postmortem, "summary", "Other words.")
    workflow.restore(postmortem, by=cast.bob, revision=first)
    assert postmortem.sections.get(key="summary").body == "The text of Executive summary."


def test_it_refuses_a_revision_of_another_write_up(cast: Cast) -> None:
    mine, other = in_review(cast), approved(cast)
    with pytest.raises(Refused, match="another write-up"):
        workflow.restore(mine, by=cast.bob, revision=sent(other))
