import pytest
from django.test import Client
from django.urls import reverse

from accounts import panels, workflow
from accounts.models import User
from accounts.panels import Holding
from activity.models import Activity, Notice
from kit.errors import Refused
from tests.cast import Cast, signed_in


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_it_finds_people_by_words_role_and_state(cast: Cast) -> None:
    workflow.deactivate(cast.bob, by=cast.root)
    url = reverse("accounts:people")

    def shown(**asked: str) -> set[str]:
        return {user.handle for user in signed_in(cast.carol).get(url, asked).context["page"]}

    assert shown() == {"alice", "carol", "erin", "lena", "mallory", "root"}
    assert shown(q="@ali") == {"alice"}
    assert shown(role="viewer") == {"carol"}
    assert shown(state="deactivated") == {"bob"}
    assert "bob" in shown(state="all")
    assert shown(role="no-such-role", q="li") == {"alice"}


def test_it_offers_handles_to_pickers_whatever_their_field_is_called(cast: Cast) -> None:
    page = signed_in(cast.carol).get(reverse("accounts:people_search"), {"owner": "mal"}).content.decode()
    assert '<option value="mallory">Mallory</option>' in page
    assert "alice" not in page


def test_it_shows_mail_addresses_to_administrators_only(cast: Cast) -> None:
    for url in (reverse("accounts:people"), cast.bob.get_absolute_url()):
        assert cast.bob.email not in signed_in(cast.alice).get(url).content.decode()
        assert cast.bob.email in signed_in(cast.root).get(url).content.decode()


def test_it_shows_where_somebody_belongs_and_no_count_of_them(cast: Cast) -> None:
    page = signed_in(cast.mallory).get(cast.alice.get_absolute_url()).content.decode()
    assert "Payments" in page
    assert "Tech lead" in page
    assert "Local time" in page
    assert signed_in(cast.mallory).get(reverse("accounts:person", args=["nobody"])).status_code == 404


def test_it_changes_a_role_and_remembers_the_one_before(cast: Cast) -> None:
    url = reverse("accounts:change_role", args=["bob"])
    assert signed_in(cast.root).post(url, {"role": "leadership"}).status_code == 302
    assert fresh(cast.bob).role == "leadership"
    assert Activity.objects.about(cast.bob)[0].data == {"before": "member", "after": "leadership"}


def test_it_says_beside_the_field_that_a_role_is_unknown(cast: Cast) -> None:
    answer = signed_in(cast.root).post(reverse("accounts:change_role", args=["bob"]), {"role": "emperor"})
    assert answer.status_code == 422
    assert fresh(cast.bob).role == "member"


def test_it_keeps_the_last_administrator(cast: Cast) -> None:
    with pytest.raises(Refused, match="last administrator"):
        workflow.change_role(cast.root, by=cast.root, role="member")
    workflow.change_role(cast.alice, by=cast.root, role="administrator")
    workflow.change_role(cast.root, by=fresh(cast.alice), role="member")
    assert fresh(cast.root).role == "member"


def test_it_does_not_count_a_deactivated_administrator_as_one(cast: Cast) -> None:
    workflow.change_role(cast.alice, by=cast.root, role="administrator")
    workflow.deactivate(fresh(cast.alice), by=cast.root)
    answer = signed_in(cast.root).post(reverse("accounts:change_role", args=["root"]), {"role": "viewer"})
    assert answer.status_code == 409
    assert "last administrator" in answer.content.decode()


def test_it_does_not_let_people_shut_themselves_out(cast: Cast) -> None:
    workflow.change_role(cast.alice, by=cast.root, role="administrator")
    with pytest.raises(Refused, match="your own account"):
        workflow.deactivate(cast.root, by=cast.root)


def test_it_shows_what_must_be_handed_over_before_a_deactivation(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "holdings", [lambda user, _: Holding(3, "things of " + user.handle, "/there/")])
    page = signed_in(cast.root).get(reverse("accounts:deactivate", args=["alice"])).content.decode()
    assert '<a class="link" href="/there/">3 things of alice</a>' in page
    assert "needs another tech lead" in page
    assert fresh(cast.alice).is_active


def test_it_deactivates_and_brings_back(cast: Cast) -> None:
    browser = signed_in(cast.root)
    browser.post(reverse("accounts:deactivate", args=["bob"]))
    assert not fresh(cast.bob).is_active
    assert fresh(cast.bob).deactivated_at is not None
    browser.post(reverse("accounts:reactivate", args=["bob"]))
    assert fresh(cast.bob).is_active
    assert [row.verb for row in Activity.objects.about(cast.bob)] == ["user.reactivated", "user.deactivated"]


def test_it_answers_htmx_with_the_row(cast: Cast) -> None:
    answer = signed_in(cast.root).post(reverse("accounts:deactivate", args=["bob"]), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="person-bob"' in answer.content.decode()
    assert "@bob deactivated" in answer.headers["HX-Trigger"]


def test_it_changes_an_address_with_ones_own_password_and_tells_the_old_one(cast: Cast, client: Client) -> None:
    before, url = cast.bob.email, reverse("accounts:change_email", args=["bob"])
    wrong = signed_in(cast.bob).post(url, {"email": "robert@acme.example", "password": "wrong"})
    assert wrong.status_code == 422
    assert "This is not your current password." in wrong.content.decode()
    signed_in(cast.bob).post(url, {"email": "Robert@acme.example", "password": "correct-horse-battery"})
    assert fresh(cast.bob).email == "robert@acme.example"
    assert Notice.objects.get(kind="email_changed").address == before
    client.post(reverse("account_login"), {"login": before, "password": "correct-horse-battery"})
    assert "_auth_user_id" not in client.session


def test_it_refuses_an_address_somebody_else_signs_in_with(cast: Cast) -> None:
    answer = signed_in(cast.bob).post(
        reverse("accounts:change_email", args=["bob"]),
        {"email": cast.alice.email, "password": "correct-horse-battery"},
    )
    assert "Somebody else signs in with this address." in answer.content.decode()


def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    for handle in range(60):
        User.objects.create(email=f"p{handle}@acme.example", handle=f"p{handle}", name=f"Person {handle}")
    for url in (reverse("accounts:people"), cast.alice.get_absolute_url(), reverse("accounts:settings")):
        browser = signed_in(cast.root)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert browser.get(url).status_code == 200
