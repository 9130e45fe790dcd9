import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import workflow
from accounts.models import Invitation, User
from activity import delivery
from activity.models import Notice
from kit import clock
from tests.cast import Cast, signed_in

ACCEPT = {"handle": "nina", "name": "Nina", "time_zone": "Europe/Rome", "password": "quite-a-long-one"}


def invited(cast: Cast, email: str = "nina@acme.example") -> Invitation:
    [invitation] = workflow.invite(by=cast.root, emails=[email], role="member", team=cast.payments)
    return invitation


def link_in_mail() -> str:
    delivery.sweep()
    found = re.search(r"http://localhost:8000(/invitation/\w+/)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_it_invites_several_at_once_by_mail(cast: Cast) -> None:
    data = {"emails": "Nina@acme.example, omar@acme.example\npia@acme.example", "role": "viewer", "team": ""}
    assert signed_in(cast.root).post(reverse("accounts:invite"), data).status_code == 302
    delivery.sweep()
    assert {message.to[0] for message in mail.outbox} == {
        "nina@acme.example",
        "omar@acme.example",
        "pia@acme.example",
    }
    assert "Root invites you to Debrief" in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("emails", "sentence"),
    [
        ("nina", "nina is not an e-mail address."),
        ("bob@acme.example", "bob@acme.example has an account already."),
        ("pending@acme.example", "pending@acme.example is invited already"),
        (" ".join(f"p{n}@acme.example" for n in range(51)), "Invite at most 50 at once."),
        ("x" * 10_001, "limited to 10,000 characters"),
    ],
)
def test_it_names_the_addresses_that_are_wrong_and_invites_nobody(cast: Cast, emails: str, sentence: str) -> None:
    invited(cast, "pending@acme.example")
    answer = signed_in(cast.root).post(reverse("accounts:invite"), {"emails": emails, "role": "member"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert emails[:40] in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_it_makes_the_account_and_signs_in(cast: Cast, client: Client) -> None:
    invited(cast)
    link = link_in_mail()
    assert "nina@acme.example" in client.get(link).content.decode()
    assert client.post(link, ACCEPT).status_code == 302
    nina = User.objects.get(handle="nina")
    assert (nina.email, nina.role, nina.time_zone) == ("nina@acme.example", "member", "Europe/Rome")
    assert nina in cast.payments.members.all()
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert "This invitation was used" in Client().get(link).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("handle", "bob", "@bob belongs to somebody else."),
        ("password", "password12", "too common"),
        ("password", "short", "at least 10 characters"),
        ("time_zone", "nowhere", "Choose a time zone"),
    ],
)
def test_it_says_what_is_wrong_with_the_new_account(
    cast: Cast, client: Client, field: str, value: str, sentence: str
) -> None:
    link = invited(cast).get_absolute_url()
    answer = client.post(link, ACCEPT | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not User.objects.filter(email="nina@acme.example").exists()


def test_it_says_why_a_link_does_not_work(cast: Cast, client: Client) -> None:
    revoked = invited(cast, "one@acme.example")
    workflow.revoke(revoked, by=cast.root)
    with clock.at(clock.now() - timedelta(days=15)):
        late = invited(cast, "two@acme.example")
    said = {
        revoked.get_absolute_url(): "This invitation was revoked",
        late.get_absolute_url(): "This invitation ran out",
        reverse("accounts:invitation", args=["f" * 64]): "We do not know this invitation",
    }
    for link, sentence in said.items():
        answer = client.get(link)
        assert answer.status_code == 410
        assert sentence in answer.content.decode()
        client.post(link, ACCEPT)
    assert not User.objects.filter(handle="nina").exists()


def test_it_sends_a_fresh_link_again_and_the_old_one_dies(cast: Cast, client: Client) -> None:
    invitation = invited(cast)
    first = link_in_mail()
    signed_in(cast.root).post(reverse("accounts:resend", args=[invitation.pk]))
    second = link_in_mail()
    assert first != second
    assert "We do not know this invitation" in client.get(first).content.decode()
    assert "nina@acme.example" in client.get(second).content.decode()


def test_it_mails_the_same_link_when_the_first_sending_was_cut_short(cast: Cast) -> None:
    invited(cast)
    first = link_in_mail()
    Notice.objects.filter(kind="invitation").update(state="due", held_until=None)
    assert link_in_mail() == first


def test_it_does_not_mail_what_was_revoked_meanwhile(cast: Cast) -> None:
    workflow.revoke(invited(cast), by=cast.root)
    delivery.sweep()
    assert mail.outbox == []
    assert Notice.objects.get(kind="invitation").state == "skipped"


def test_it_keeps_the_secret_out_of_the_rows(cast: Cast) -> None:
    invitation = invited(cast)
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    notice = Notice.objects.filter(kind="invitation").values().get()
    assert invitation.token not in str(row) + str(notice)


def test_it_asks_somebody_signed_in_to_sign_out_first(cast: Cast) -> None:
    browser, link = signed_in(cast.bob), invited(cast).get_absolute_url()
    assert "You are signed in already" in browser.get(link).content.decode()
    browser.post(link, ACCEPT)
    assert not User.objects.filter(handle="nina").exists()


def test_it_lists_the_pending_ones_to_administrators_only(cast: Cast) -> None:
    invited(cast)
    url = reverse("accounts:invitations")
    assert "nina@acme.example" in signed_in(cast.root).get(url).content.decode()
    assert signed_in(cast.alice).get(url).status_code == 403
