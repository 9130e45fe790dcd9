import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notice
from kit.errors import Refused
from postmortems import content, workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import TEXTS
from tests.builders.reviews import a_draft, published, rewrite
from tests.cast import Cast

REASON = "The number of customers was corrected."


def test_it_opens_the_text_while_readers_keep_the_published_one(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.amend(postmortem, by=cast.bob, reason=REASON)
    rewrite(postmortem, "summary", "New words.")
    postmortem = Postmortem.objects.get(pk=postmortem.pk)
    assert postmortem.state == "amending"
    assert postmortem.is_editable
    assert content.summary(content.shown(postmortem)) == TEXTS["summary"]


def test_it_is_published_as_a_new_version_with_its_reason_and_note(cast: Cast) -> None:
    postmortem = published(cast)
    first = postmortem.published_at
    workflow.amend(postmortem, by=cast.bob, reason=REASON)
    rewrite(postmortem, "summary", "New words.")
    Notice.objects.all().delete()
    postmortem = workflow.publish(postmortem, by=cast.bob, note="15,000 customers, not 12,000.")
    assert (postmortem.state, postmortem.summary, postmortem.published_at) == ("published", "New words.", first)
    amendment = postmortem.amendments.get()
    assert amendment.revision == postmortem.revision
    assert (amendment.reason, amendment.revision.number) == (REASON, 3)
    assert amendment.revision.note == "15,000 customers, not 12,000."
    assert Notice.objects.filter(kind="published", recipient=cast.alice).exists()


def test_it_refuses_without_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused, match="readers see the reason"):
        workflow.amend(published(cast), by=cast.bob, reason="  ")


def test_it_refuses_what_is_not_published(cast: Cast) -> None:
    with pytest.raises(Refused, match="not published yet"):
        workflow.amend(a_draft(cast), by=cast.bob, reason=REASON)


def test_it_is_opened_once(cast: Cast) -> None:
    postmortem = published(cast)
    assert workflow.amend(postmortem, by=cast.bob, reason=REASON) == workflow.amend(
        postmortem, by=cast.bob, reason=REASON
    )
    with pytest.raises(Refused, match="@bob is amending it already"):
        workflow.amend(postmortem, by=cast.alice, reason="Another thing.")


def test_it_is_for_authors_and_their_lead(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        workflow.amend(published(cast), by=cast.mallory, reason=REASON)


def test_it_can_be_dropped_without_losing_what_was_written(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.amend(postmortem, by=cast.bob, reason=REASON)
    rewrite(postmortem, "summary", "New words.")
    postmortem = workflow.drop_amendment(postmortem, by=cast.bob)
    assert postmortem.state == "published"
    assert postmortem.sections.get(key="summary").body == TEXTS["summary"]
    assert content.summary(postmortem.revisions.first().content) == "New words."
    assert postmortem.revision is not None
    assert postmortem.revision.number == 2
