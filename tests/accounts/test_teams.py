from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import workflow
from accounts.models import Team
from activity.models import Activity
from kit.errors import Refused
from tests.cast import Cast, signed_in


def typed(**changes: Any) -> dict[str, Any]:
    return {"name": "Checkout", "time_zone": "UTC", "lead": "bob", "once": "one-token"} | changes


def test_it_creates_a_team_with_its_lead_as_member(cast: Cast) -> None:
    answer = signed_in(cast.root).post(reverse("accounts:team_create"), typed())
    team = Team.objects.get(name="Checkout")
    assert answer["Location"] == team.get_absolute_url() == "/teams/checkout/"
    assert list(team.members.all()) == [cast.bob]


def test_it_creates_one_team_when_the_button_is_pressed_twice(cast: Cast) -> None:
    browser = signed_in(cast.root)
    first, second = (browser.post(reverse("accounts:team_create"), typed()) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Team.objects.filter(name="Checkout").count() == 1


def test_it_refuses_a_taken_name_and_an_unknown_lead_beside_the_field(cast: Cast) -> None:
    page = signed_in(cast.root).post(reverse("accounts:team_create"), typed(name="payments", lead="bob"))
    assert page.status_code == 422
    assert "There is a team called payments already." in page.content.decode()
    page = signed_in(cast.root).post(reverse("accounts:team_create"), typed(lead="nobody"))
    assert "Nobody active has the handle @nobody." in page.content.decode()


def test_it_lets_lead_manager_and_administrator_edit_and_nobody_else(cast: Cast) -> None:
    url = reverse("accounts:team_edit", args=["payments"])
    allowed = {
        person.handle: signed_in(person).get(url).status_code
        for person in (cast.alice, cast.erin, cast.root, cast.bob, cast.carol, cast.lena, cast.mallory)
    }
    assert allowed == {"alice": 200, "erin": 200, "root": 200, "bob": 403, "carol": 403, "lena": 403, "mallory": 403}


def test_it_tells_a_stale_tab_and_keeps_what_was_typed(cast: Cast) -> None:
    url = reverse("accounts:team_edit", args=["payments"])
    changes = typed(name="Payments", purpose="From the first tab", lead="alice", manager="erin", version="1")
    assert signed_in(cast.alice).post(url, changes).status_code == 302
    late = signed_in(cast.erin).post(url, changes | {"purpose": "From the second tab"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Somebody changed this team while you were editing." in page
    assert "From the first tab" in page
    assert "From the second tab" in page
    assert 'name="version" value="2"' in page
    assert Team.objects.get(slug="payments").purpose == "From the first tab"


def test_it_adds_removes_and_brings_back_a_member(cast: Cast) -> None:
    browser = signed_in(cast.alice)
    browser.post(reverse("accounts:add_member", args=["payments"]), {"member": "@lena"})
    assert cast.lena in cast.payments.members.all()
    removed = browser.post(reverse("accounts:remove_member", args=["payments", "lena"]), headers={"HX-Request": "true"})
    assert cast.lena not in cast.payments.members.all()
    undo = reverse("accounts:restore_member", args=["payments", "lena"])
    assert undo in removed.headers["HX-Trigger"]
    browser.post(undo)
    assert cast.lena in cast.payments.members.all()
    verbs = [row.verb for row in Activity.objects.about(cast.payments)]
    assert verbs == ["team.member_added", "team.member_removed", "team.member_added"]


def test_it_does_not_take_the_lead_off_the_team(cast: Cast) -> None:
    with pytest.raises(Refused, match="leads Payments"):
        workflow.remove_member(cast.payments, by=cast.root, user=cast.alice)


def test_it_archives_with_an_undo(cast: Cast) -> None:
    browser = signed_in(cast.root)
    browser.post(reverse("accounts:archive_team", args=["search"]))
    assert not Team.objects.open().filter(slug="search").exists()
    assert "Archived" in browser.get(reverse("accounts:teams")).content.decode()
    browser.post(reverse("accounts:unarchive_team", args=["search"]))
    assert Team.objects.open().filter(slug="search").exists()


def test_it_shows_a_team_to_everybody(cast: Cast, client: Client) -> None:
    page = signed_in(cast.mallory).get(cast.payments.get_absolute_url()).content.decode()
    assert "@alice" in page
    assert "payments-standup@acme.example" in page
    assert "Payment API" in page
    assert "Edit team" not in page


def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    for url in (reverse("accounts:teams"), cast.payments.get_absolute_url()):
        browser = signed_in(cast.alice)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert browser.get(url).status_code == 200
