import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import workflow
from accounts.models import User
from activity import delivery
from config.demo.people import sign_ins
from tests.cast import PASSWORD, Cast, signed_in

LOGIN = reverse("account_login")


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    """Failed attempts are counted in the cache, which outlives a test."""
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": email, "password": password}).status_code


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def test_it_lets_people_in_by_e_mail_and_password(client: Client, cast: Cast) -> None:
    assert sign_in(client, "Alice@acme.example") == 302
    assert is_in(client)


def test_it_brings_people_back_to_the_page_they_wanted(client: Client, cast: Cast) -> None:
    wanted = reverse("accounts:teams")
    sent = client.get(wanted)
    assert sent["Location"] == f"{LOGIN}?next={wanted}"
    page = client.get(sent["Location"]).content.decode()
    assert f'name="next" value="{wanted}"' in page
    answer = client.post(LOGIN, {"login": cast.alice.email, "password": PASSWORD, "next": wanted})
    assert answer["Location"] == wanted


def test_it_says_the_same_for_a_wrong_password_and_an_unknown_address(client: Client, cast: Cast) -> None:
    sentence = "No account has this e-mail address and password."
    for email in (cast.alice.email, "nobody@acme.example"):
        answer = client.post(LOGIN, {"login": email, "password": "not-the-password"})
        assert sentence in answer.content.decode()
    assert not is_in(client)


def test_it_pauses_after_five_failures_with_one_address(client: Client, cast: Cast) -> None:
    for _ in range(5):
        sign_in(client, cast.alice.email, "not-the-password")
    answer = client.post(LOGIN, {"login": cast.alice.email, "password": PASSWORD})
    assert "Too many failed attempts with this address. Wait five minutes" in answer.content.decode()
    assert sign_in(client, cast.bob.email) == 302


def test_it_keeps_deactivated_people_out_and_says_why(client: Client, cast: Cast) -> None:
    workflow.deactivate(cast.bob, by=cast.root)
    answer = client.post(LOGIN, {"login": cast.bob.email, "password": PASSWORD}, follow=True)
    assert "This account is deactivated" in answer.content.decode()
    assert not is_in(client)


def test_it_ends_a_running_session_at_the_next_request(cast: Cast) -> None:
    browser = signed_in(cast.bob)
    assert is_in(browser)
    workflow.deactivate(cast.bob, by=cast.root)
    assert browser.get(reverse("accounts:profile")).status_code == 302
    workflow.reactivate(cast.bob, by=cast.root)
    assert browser.get(reverse("accounts:profile")).status_code == 302, "an old session must not come back"
    assert is_in(signed_in(type(cast.bob).objects.get(pk=cast.bob.pk)))


def test_it_signs_out_by_post_only(cast: Cast) -> None:
    browser = signed_in(cast.bob)
    browser.get(reverse("account_logout"))
    assert is_in(browser)
    browser.post(reverse("account_logout"))
    assert not is_in(browser)


def test_it_is_closed_for_sign_up(client: Client, cast: Cast) -> None:
    page = client.post(reverse("account_signup"), {"email": "new@acme.example", "password1": "a-long-enough-one"})
    assert "People join by invitation" in page.content.decode()
    assert not type(cast.bob).objects.filter(email="new@acme.example").exists()


def test_it_resets_a_forgotten_password_by_mail_once(client: Client, cast: Cast) -> None:
    other = signed_in(cast.alice)
    client.post(reverse("account_reset_password"), {"email": cast.alice.email})
    delivery.sweep()
    [message] = mail.outbox
    assert message.subject == "Reset your Debrief password"
    link = re.search(r"http://localhost:8000(/\S+)", str(message.body))
    assert link is not None
    page = client.get(link[1], follow=True)
    form = page.redirect_chain[-1][0]
    new = "a-different-long-one"
    assert client.post(form, {"password1": new, "password2": "mismatch"}).status_code == 200
    client.post(form, {"password1": new, "password2": new})
    assert sign_in(Client(), cast.alice.email, new) == 302
    assert not is_in(other), "sessions under the old password end"
    assert "This link does not work any more" in Client().get(link[1], follow=True).content.decode()


def test_it_answers_a_reset_for_an_unknown_address_the_same(client: Client, cast: Cast) -> None:
    known = client.post(reverse("account_reset_password"), {"email": cast.alice.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@acme.example"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]


def test_it_changes_the_password_and_keeps_this_session(cast: Cast) -> None:
    here, there = signed_in(cast.bob), signed_in(cast.bob)
    new = "a-different-long-one"
    url = reverse("account_change_password")
    refused = here.post(url, {"oldpassword": "wrong", "password1": new, "password2": new})
    assert "This is not your current password." in refused.content.decode()
    here.post(url, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(here)
    assert not is_in(there)


def test_it_offers_the_demos_people_in_development_only(client: Client, cast: Cast, settings: Settings) -> None:
    settings.DEMO_SIGN_INS = "config.demo.people.sign_ins"
    email, password, shows = sign_ins()[0]
    someone = User(email=email, handle="demo-person", name="Demo")
    someone.set_password(password)
    someone.save()
    assert shows not in client.get(LOGIN).content.decode()
    settings.ENVIRONMENT = "development"
    page = client.get(LOGIN).content.decode()
    assert shows in page
    assert page.count('name="password" value=') == 1, "only those who are in the database"
    assert sign_in(client, email, password) == 302
