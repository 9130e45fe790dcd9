from django.urls import reverse

from activity import delivery
from activity.models import Mail, Notice
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast, signed_in


def test_it_shows_administrators_what_would_be_sent(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    told(an_incident(cast, title="Cards declined"), cast.bob)
    delivery.sweep()
    client = signed_in(cast.root)
    assert cast.bob.email.encode() in client.get(reverse("activity:outbox")).content
    mail = Mail.objects.filter(recipients=cast.bob.email, title__contains="write-up").get()
    page = client.get(reverse("activity:mail", args=[mail.pk]))
    assert b"Cards declined" in page.content


def test_it_is_closed_to_everybody_else(cast: Cast) -> None:
    for person in (cast.alice, cast.lena, cast.carol):
        assert signed_in(person).get(reverse("activity:outbox")).status_code == 403


def test_it_tries_again_what_failed(cast: Cast) -> None:
    told(an_incident(cast), cast.bob)
    notice = Notice.objects.get(kind="write_up_needed", channel="email", recipient=cast.bob)
    Notice.objects.filter(pk=notice.pk).update(state="failed", outcome="Gave up", attempts=16)
    signed_in(cast.root).post(reverse("activity:try_again", args=[notice.pk]))
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("due", 0)


def test_it_does_not_send_twice_what_left(cast: Cast) -> None:
    told(an_incident(cast), cast.bob)
    delivery.sweep()
    notice = Notice.objects.get(kind="write_up_needed", channel="email", recipient=cast.bob)
    assert signed_in(cast.root).post(reverse("activity:try_again", args=[notice.pk])).status_code == 409
