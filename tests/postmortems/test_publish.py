import pytest
from django.core.exceptions import PermissionDenied

from activity import workflow as activity
from activity.models import Notice
from incidents import workflow as incidents
from kit.errors import Refused
from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import TEXTS
from tests.builders.reviews import an_action, approve, approved, in_review, published, rewrite
from tests.cast import Cast


def test_it_opens_the_write_up_and_starts_its_actions_clocks(cast: Cast) -> None:
    postmortem = approved(cast)
    rewritten = postmortem.sections.get(key="summary").body
    postmortem = workflow.publish(postmortem, by=cast.bob)
    assert postmortem.state == "published"
    assert postmortem.published_at is not None
    assert postmortem.revision is not None
    assert (postmortem.revision.number, postmortem.revision.reason) == (2, "published")
    assert postmortem.summary == rewritten
    assert postmortem.incident.actions.get().clock_started_at is not None


def test_it_tells_authors_followers_and_the_teams(cast: Cast) -> None:
    postmortem = approved(cast)
    activity.follow(postmortem.incident, by=cast.lena)
    workflow.publish(postmortem, by=cast.alice)
    told = set(Notice.objects.filter(kind="published").values_list("recipient__handle", flat=True))
    assert told == {"bob", "lena", "carol", "erin"}


def test_it_tells_only_those_listed_on_a_restricted_one(cast: Cast) -> None:
    postmortem = approved(cast, by=cast.bob, visibility="restricted")
    incidents.admit(postmortem.incident, by=cast.bob, user=cast.alice)
    workflow.publish(postmortem, by=cast.alice)
    told = set(Notice.objects.filter(kind="published").values_list("recipient__handle", flat=True))
    assert told == {"bob", "erin"}


def test_it_publishes_once(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.publish(postmortem, by=cast.bob)
    assert postmortem.revisions.count() == 2


def test_it_refuses_while_a_reviewer_has_not_approved(cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.alice)
    with pytest.raises(Refused, match="@erin has not approved revision 1 yet."):
        workflow.publish(postmortem, by=cast.bob)


def test_it_refuses_a_text_that_nobody_approved(cast: Cast) -> None:
    postmortem = approved(cast)
    rewrite(postmortem, "resolution", "Rolled back.")
    with pytest.raises(Refused, match="The text has changed since revision 1 was sent"):
        workflow.publish(postmortem, by=cast.bob)
    assert not Postmortem.objects.published().exists()


def test_it_refuses_while_an_action_has_no_owner(cast: Cast) -> None:
    postmortem = approved(cast)
    action = an_action(cast, postmortem.incident, title="Limit lock time", owner=None)
    with pytest.raises(Refused, match=f"{action.code} has no owner"):
        workflow.publish(postmortem, by=cast.bob)


def test_it_is_for_authors_and_their_lead(cast: Cast) -> None:
    postmortem = approved(cast)
    with pytest.raises(PermissionDenied):
        workflow.publish(postmortem, by=cast.mallory)


def test_it_has_a_summary_taken_from_the_frozen_text(cast: Cast) -> None:
    postmortem = published(cast)
    postmortem.sections.filter(key="summary").update(body="Something else.")
    assert Postmortem.objects.get(pk=postmortem.pk).summary == TEXTS["summary"]
