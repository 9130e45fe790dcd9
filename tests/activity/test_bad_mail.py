"""A mail server that refuses, waits, hangs up or says nothing: nothing is lost, and each recipient's state shows."""

from datetime import timedelta
from typing import Any

import pytest

from activity import delivery
from activity.models import Notice
from kit import clock
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast, signed_in
from tests.standin import HANG, RESET, Said, mail_server


@pytest.fixture
def letter(cast: Cast, settings: Any) -> Notice:
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    told(an_incident(cast), cast.bob)
    delivery.sweep()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "127.0.0.1", False, ""
    settings.EMAIL_TIMEOUT = 0.4
    rows = Notice.objects.filter(channel="email", recipient=cast.bob)
    Notice.objects.exclude(pk=rows[0].pk).delete()
    rows.update(state="due", sent_at=None, attempts=0)
    return rows.get()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (451, "The mail server answered 451"),
        (421, "The mail server answered 421"),
        (HANG, "The mail server did not answer in time"),
        (RESET, "The mail server hung up"),
    ],
)
def test_it_tries_again_under_the_same_id(cast: Cast, letter: Notice, settings: Any, said: Said, why: str) -> None:
    with mail_server(said) as site:
        settings.EMAIL_PORT = site.port
        delivery.sweep()
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == ("due", 1) and letter.outcome == f"Attempt 1 failed: {why}"
        page = signed_in(cast.root).get("/settings/outbox/").content.decode()
        assert letter.outcome in page and "@bob" in page
        with clock.at(clock.now() + timedelta(seconds=31)):
            delivery.sweep()
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == ("sent", 2)
        assert len(site.heard) == 1 and letter.message_id in site.heard[0]


def test_it_gives_up_an_address_that_is_refused_for_good(cast: Cast, letter: Notice, settings: Any) -> None:
    with mail_server(550) as site:
        settings.EMAIL_PORT = site.port
        delivery.sweep()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == ("failed", "The mail server refused the address.")
    assert "refused the address" in signed_in(cast.root).get("/settings/outbox/").content.decode()
