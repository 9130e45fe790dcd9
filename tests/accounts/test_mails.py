"""Mail about accounts: rows first, links made when the mail leaves, and nothing secret kept longer than it works."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.workflow.people import change_email
from activity import delivery
from activity.models import Mail, Notice
from kit import clock
from tests.cast import PASSWORD, Cast, signed_in
from tests.standin import RESET, mail_server


def ask(email: str) -> None:
    assert Client().post(reverse("account_reset_password"), {"email": email}).status_code == 302


def link_in(text: str) -> str:
    found = re.search(r"http://localhost:8000(/\S*reset\S+)", text)
    assert found is not None
    return found[1]


def test_a_server_that_is_away_loses_no_link(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "127.0.0.1", False, ""
    settings.EMAIL_TIMEOUT = 0.4
    with mail_server(RESET) as site:
        settings.EMAIL_PORT = site.port
        ask(cast.alice.email)
        delivery.sweep()
        notice = Notice.objects.get(kind="password_reset")
        assert notice.state == "due" and "hung up" in notice.outcome
        with clock.at(clock.now() + timedelta(minutes=1)):
            delivery.sweep()
    [letter] = site.heard
    assert "Reset your Debrief password" in letter and "/reset/key/" in letter.replace("=\r\n", "")


def test_no_row_holds_the_link(cast: Cast) -> None:
    ask(cast.alice.email)
    notice = Notice.objects.get(kind="password_reset")
    assert set(notice.data) == {"asked_at", "before"} and cast.alice.password not in str(notice.data)
    assert "reset/key" not in str(list(Notice.objects.values()))


def test_it_is_not_sent_when_the_password_changed_or_it_is_long_ago(cast: Cast) -> None:
    ask(cast.alice.email)
    ask(cast.bob.email)
    cast.alice.set_password("another-long-one")
    cast.alice.save()
    with clock.at(clock.now() + timedelta(days=4)):
        delivery.sweep()
    said = {row.recipient.handle: row.outcome for row in Notice.objects.filter(kind="password_reset")}
    assert said == {"alice": "The password was changed meanwhile.", "bob": "It was asked for too long ago."}


def test_the_outbox_forgets_links_that_have_run_out(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    ask(cast.alice.email)
    delivery.sweep()
    kept = Mail.objects.get(recipients=cast.alice.email)
    assert Client().get(link_in(kept.text), follow=True).status_code == 200
    assert delivery.forget() == 0
    with clock.at(clock.now() + timedelta(days=3, minutes=1)):
        assert delivery.forget() == 1
    kept.refresh_from_db()
    assert "/reset/" not in kept.text + kept.html and "has run out" in kept.text


def test_an_unknown_address_is_told_in_the_same_way(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    ask("nobody@acme.example")
    assert not Mail.objects.exists()
    delivery.sweep()
    mail = Mail.objects.get()
    assert mail.recipients == "nobody@acme.example" and "no active account" in mail.text
    assert "root" not in mail.text


@pytest.mark.parametrize("agent", ["Firefox", "<script>" * 40])
def test_a_changed_password_is_told_to_its_owner(cast: Cast, settings: Any, agent: str) -> None:
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    client = signed_in(cast.bob)
    new = {"oldpassword": PASSWORD, "password1": "a-different-long-one", "password2": "a-different-long-one"}
    client.post(reverse("account_change_password"), new, headers={"User-Agent": agent})
    delivery.sweep()
    mail = Mail.objects.get(recipients=cast.bob.email)
    assert mail.title == "Your Debrief password was changed" and "tell an administrator now" in mail.text
    assert agent[:150] in mail.text and "<script>" not in mail.html


def test_a_mail_goes_to_the_present_address(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    ask(cast.bob.email)
    change_email(cast.bob, by=cast.root, email="robert@acme.example")
    delivery.sweep()
    assert Mail.objects.filter(title__startswith="Reset").get().recipients == "robert@acme.example"
