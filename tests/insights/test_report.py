from datetime import UTC, datetime, timedelta
from io import BytesIO

from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from activity.delivery import sweep
from activity.models import Activity, Notice
from incidents import workflow as incidents
from insights import workflow
from insights.models import Subscription
from kit import clock
from tests.builders.actions import an_action
from tests.builders.reviews import published
from tests.cast import Cast, signed_in

SUBSCRIBED = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
DUE = workflow.due_at(2025, 4)


def test_it_is_due_on_a_working_day_after_the_quarter() -> None:
    assert datetime(2026, 1, 5, 8, 0, tzinfo=UTC) == DUE
    assert workflow.due_at(2026, 2) == datetime(2026, 7, 6, 8, 0, tzinfo=UTC)


def test_it_is_subscribed_to_and_left_again(cast: Cast) -> None:
    browser = signed_in(cast.lena)
    browser.post(reverse("insights:subscribe"))
    browser.post(reverse("insights:subscribe"))
    assert Subscription.objects.get().user == cast.lena
    assert "Stop mailing it to me" in browser.get(reverse("insights:last_report"), follow=True).content.decode()
    browser.post(reverse("insights:unsubscribe"))
    assert not Subscription.objects.exists()
    verbs = Activity.objects.filter(verb__startswith="subscription").order_by("pk")
    assert [row.verb for row in verbs] == ["subscription.made", "subscription.ended"]


def test_each_subscriber_gets_each_quarter_once(cast: Cast) -> None:
    with clock.at(SUBSCRIBED):
        workflow.subscribe(by=cast.lena)
        workflow.subscribe(by=cast.alice)
    assert workflow.send_reports(DUE - timedelta(minutes=1)) == 0
    for hours in (0, 1, 200):
        workflow.send_reports(DUE + timedelta(hours=hours))
    told = Notice.objects.filter(kind="quarterly_report", channel="email")
    assert sorted(row.recipient.handle for row in told if row.recipient) == ["alice", "lena"]
    with clock.at(DUE + timedelta(days=20)):
        workflow.subscribe(by=cast.bob)
    workflow.send_reports(DUE + timedelta(days=21))
    assert not told.filter(recipient=cast.bob).exists()


def test_it_is_read_with_the_rights_of_who_gets_it(cast: Cast) -> None:
    for _ in range(5):
        postmortem = published(cast, title="Canary-word", severity="sev1")
        incidents.change_visibility(postmortem.incident, by=cast.alice, visibility="restricted")
    with clock.at(SUBSCRIBED):
        for person in (cast.lena, cast.alice):
            workflow.subscribe(by=person)
    with clock.at(DUE):
        workflow.send_reports()
        sweep()
    texts = {message.to[0]: message.body for message in mail.outbox if "Q4 2025" in message.subject}
    assert "- Incidents: 0 (n = 0" in texts["lena@acme.example"]
    assert "- Incidents: 5 (n = 5" in texts["alice@acme.example"]
    assert not [text for text in texts.values() if "Canary" in text]


def test_nobody_is_mailed_after_leaving(cast: Cast) -> None:
    with clock.at(SUBSCRIBED):
        workflow.subscribe(by=cast.lena)
    with clock.at(DUE):
        workflow.send_reports()
        workflow.unsubscribe(by=cast.lena)
        sweep()
    assert not mail.outbox


def test_the_page_has_the_summaries_with_the_state_of_their_actions(cast: Cast) -> None:
    postmortem = published(cast, title="Cards declined", severity="sev1")
    at = postmortem.published_at
    quarter = f"{at.year}-q{(at.month + 2) // 3}"
    page = signed_in(cast.lena).get(reverse("insights:report", args=[quarter])).content.decode()
    assert "Cards declined" in page and postmortem.summary[:30] in page and "agreed, 0 done" in page


def test_the_document_says_what_the_page_says(cast: Cast) -> None:
    postmortem = published(cast, title="Cards <b>declined</b>", severity="sev1")
    for _ in range(6):
        an_action(cast)
    quarter = f"{postmortem.published_at.year}-q{(postmortem.published_at.month + 2) // 3}"
    response = signed_in(cast.lena).get(reverse("insights:report_file", args=[quarter]))
    assert response["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    assert "Cards <b>declined</b>" in text and "Time to publish" in text


def test_an_address_that_is_no_quarter_is_not_found(cast: Cast) -> None:
    for address in ("2025-q5", "last", "90d"):
        assert signed_in(cast.lena).get(f"/insights/report/{address}/").status_code == 404
