import threading
from datetime import timedelta

import pytest
from django.db import connection

from activity import delivery, relevance
from activity.models import Mail, Notice
from incidents import workflow as incidents
from kit import clock
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"


def states() -> dict[str, str]:
    return dict(Notice.objects.filter(kind="write_up_needed").values_list("channel", "state"))


def test_it_sends_what_is_due(cast: Cast) -> None:
    told(an_incident(cast), cast.bob)
    delivery.sweep()
    assert states() == {"inbox": "sent", "email": "sent"}
    assert Mail.objects.filter(recipients=cast.bob.email).count() == 1


def test_it_waits_for_the_time_to_come(cast: Cast) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    told(an_incident(cast), cast.bob, due_at={cast.bob.pk: tomorrow})
    delivery.sweep()
    assert set(states().values()) == {"due"}
    delivery.sweep(at=tomorrow)
    assert set(states().values()) == {"sent"}


def test_it_keeps_quiet_about_what_the_reader_may_no_longer_see(cast: Cast) -> None:
    incident = an_incident(cast)
    told(incident, cast.mallory)
    incidents.change_visibility(incident, by=cast.alice, visibility="restricted")
    delivery.sweep()
    assert set(states().values()) == {"skipped"}
    assert not Mail.objects.filter(recipients=cast.mallory.email).exists()


def test_it_never_puts_a_restricted_title_into_mail(cast: Cast) -> None:
    incident = an_incident(cast, title="Canary-word leaked")
    incidents.list_person(incident, by=cast.alice, user=cast.bob, role="responder")
    incidents.change_visibility(incident, by=cast.alice, visibility="restricted")
    told(incident, cast.bob)
    delivery.sweep()
    mail = Mail.objects.filter(recipients=cast.bob.email).latest("pk")
    assert "Canary-word" not in mail.title + mail.text + mail.html
    assert incident.reference in mail.title


def test_it_skips_what_is_no_longer_true_and_says_why(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(relevance._rules, "write_up_needed", lambda *_: "Decided otherwise.")
    told(an_incident(cast), cast.bob)
    delivery.sweep()
    assert set(Notice.objects.filter(kind="write_up_needed").values_list("state", "outcome")) == {
        ("skipped", "Decided otherwise.")
    }


def test_it_sends_again_under_the_same_message_id_after_a_death(cast: Cast) -> None:
    told(an_incident(cast), cast.bob)
    with clock.at(clock.now() - timedelta(minutes=5)):
        held = delivery.claim(clock.now() + timedelta(minutes=5))  # and the holder dies
    assert held
    delivery.sweep()
    assert states() == {"inbox": "sent", "email": "sent"}
    assert Mail.objects.filter(recipients=cast.bob.email).count() == 1


def test_it_leaves_alone_what_another_sweeper_holds(cast: Cast) -> None:
    told(an_incident(cast), cast.bob)
    delivery.claim(clock.now())
    assert delivery.sweep() == 0


def test_it_tries_mail_again_later_and_keeps_the_inbox_line(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    told(an_incident(cast), cast.bob)
    delivery.sweep()
    assert states() == {"inbox": "sent", "email": "due"}
    mail = Notice.objects.get(kind="write_up_needed", channel="email")
    assert mail.held_until and mail.held_until > clock.now()
    assert "Attempt 1 failed" in mail.outcome


@pytest.mark.django_db(transaction=True)
def test_it_sends_each_notice_once_with_four_sweepers(cast: Cast) -> None:
    incident = an_incident(cast)
    for number in range(40):
        told(incident, cast.bob, key=f"many:{number}")
    dealt: list[int] = []

    def work() -> None:
        try:
            dealt.append(delivery.sweep())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mine = Notice.objects.filter(key__startswith="many:")
    assert mine.filter(state="sent", attempts=1).count() == 80
    assert (
        Mail.objects.filter(recipients=cast.bob.email).count()
        == 40 + Notice.objects.filter(recipient=cast.bob, channel="email").exclude(key__startswith="many:").count()
    )
