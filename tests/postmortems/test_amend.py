from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from activity import delivery, lines
from activity.models import Notice
from kit import clock
from kit.errors import Refused
from postmortems import content, workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import TEXTS
from tests.builders.reviews import a_draft, published, rewrite
from tests.cast import Cast, signed_in

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


def amended(cast: Cast, **details: Any) -> Postmortem:
    postmortem = published(cast, **details)
    delivery.sweep(at=clock.now() + timedelta(hours=1))
    workflow.amend(postmortem, by=cast.bob, reason=REASON)
    rewrite(postmortem, "summary", "New words.")
    return workflow.publish(postmortem, by=cast.bob, note="15,000 customers, not 12,000.")


def test_readers_are_told_why_and_what(cast: Cast, mailoutbox: list[Any]) -> None:
    amended(cast)
    mailoutbox.clear()
    delivery.sweep(at=clock.now() + timedelta(hours=1))
    told = [mail.body for mail in mailoutbox if mail.to == [cast.alice.email]]
    assert len(told) == 1
    assert REASON in told[0]
    assert "15,000 customers, not 12,000." in told[0]
    notices = list(Notice.objects.filter(kind="published", recipient=cast.alice, channel="inbox").order_by("pk"))
    first, second = (line.text for line in lines.render(notices, reader=cast.alice))
    assert REASON not in first
    assert "15,000 customers, not 12,000." in second


def test_a_mail_of_a_restricted_one_keeps_the_note_to_itself(cast: Cast, mailoutbox: list[Any]) -> None:
    postmortem = amended(cast, by=cast.bob, visibility="restricted")
    mailoutbox.clear()
    delivery.sweep(at=clock.now() + timedelta(hours=1))
    assert mailoutbox
    assert all(postmortem.reference in mail.body and "15,000" not in mail.body for mail in mailoutbox)


def test_the_page_shows_the_note_and_the_way_to_what_changed(cast: Cast) -> None:
    postmortem = amended(cast)
    client = signed_in(cast.carol)
    html = client.get(postmortem.get_absolute_url()).content.decode()
    assert f"Amended in version 3: {REASON} 15,000 customers, not 12,000." in html
    assert "?from=2&amp;to=3" in html
    compared = client.get(f"{postmortem.get_absolute_url()}history/compare/?from=2&to=3").content.decode()
    assert "<ins>New words.</ins>" in compared
