import pytest

from kit import clock
from kit.errors import Refused
from postmortems import content, workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import TEXTS
from tests.builders.reviews import approved, in_review, published, rewrite, sent
from tests.cast import Cast


def a_changed_one(cast: Cast) -> Postmortem:
    """In review; since then the ladder and the factors were removed and a text was changed."""
    postmortem = in_review(cast)
    for block in (postmortem.whys, postmortem.factors):
        for row in block.all():
            block.filter(pk=row.pk).update(removed_at=clock.now())
    rewrite(postmortem, "resolution", "Other words.")
    return Postmortem.objects.get(pk=postmortem.pk)


def test_it_brings_texts_and_blocks_back(cast: Cast) -> None:
    postmortem = a_changed_one(cast)
    revision = sent(postmortem)
    version = postmortem.sections.get(key="resolution").version
    workflow.restore(postmortem, by=cast.bob, revision=revision)
    assert content.content_hash(content.freeze(postmortem)) == revision.content_hash
    assert [why.question for why in postmortem.whys.all()] == [why["question"] for why in revision.content["whys"]]
    assert postmortem.factors.get(category="technology").actions.get() == postmortem.incident.actions.get()
    section = postmortem.sections.get(key="resolution")
    assert (section.version, section.changed_by) == (version + 1, cast.bob)


def test_it_freezes_the_present_text_first(cast: Cast) -> None:
    postmortem = a_changed_one(cast)
    workflow.restore(postmortem, by=cast.bob, revision=sent(postmortem))
    kept = postmortem.revisions.first()
    assert (kept.number, kept.reason) == (2, "restored")
    assert next(each for each in kept.content["sections"] if each["key"] == "resolution")["body"] == "Other words."


def test_it_does_nothing_when_the_text_is_that_one_already(cast: Cast) -> None:
    postmortem = in_review(cast)
    workflow.restore(postmortem, by=cast.bob, revision=sent(postmortem))
    assert postmortem.revisions.count() == 1


def test_it_gives_an_approval_back_with_the_text_that_was_approved(cast: Cast) -> None:
    postmortem = approved(cast)
    rewrite(postmortem, "resolution", "Other words.")
    assert workflow.recheck(postmortem).state == "in_review"
    assert workflow.restore(postmortem, by=cast.bob, revision=sent(postmortem)).state == "approved"


def test_it_refuses_on_a_published_text_unless_it_is_amended(cast: Cast) -> None:
    postmortem = published(cast)
    first = postmortem.revisions.get(number=1)
    with pytest.raises(Refused, match="Open an amendment"):
        workflow.restore(postmortem, by=cast.bob, revision=first)
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    rewrite(postmortem, "summary", "Other words.")
    workflow.restore(postmortem, by=cast.bob, revision=first)
    assert postmortem.sections.get(key="summary").body == TEXTS["summary"]


def test_it_refuses_a_revision_of_another_write_up(cast: Cast) -> None:
    mine, other = in_review(cast), approved(cast)
    with pytest.raises(Refused, match="another write-up"):
        workflow.restore(mine, by=cast.bob, revision=sent(other))
