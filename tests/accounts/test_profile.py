from typing import Any

import pytest
from django.urls import reverse

from accounts import workflow
from accounts.models import User
from activity.models import Activity
from tests.cast import Cast, signed_in

URL = reverse("accounts:profile")


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "handle": "bob",
        "name": "Bob",
        "time_zone": "UTC",
        "workdays": ["1", "2", "3", "4", "5"],
        "theme": "system",
        "shortcuts": "on",
    } | changes


def test_it_saves_what_people_say_of_themselves(cast: Cast) -> None:
    changes = typed(name="Robert", time_zone="europe/lisbon", workdays=["7", "1"], theme="dark", shortcuts="")
    assert signed_in(cast.bob).post(URL, changes).status_code == 302
    bob = User.objects.get(pk=cast.bob.pk)
    assert (bob.name, bob.time_zone, bob.workdays, bob.theme, bob.shortcuts) == (
        "Robert",
        "Europe/Lisbon",
        [7, 1],
        "dark",
        False,
    )
    assert Activity.objects.about(bob).count() == 1


def test_it_records_nothing_when_nothing_differs(cast: Cast) -> None:
    signed_in(cast.bob).post(URL, typed())
    assert not Activity.objects.about(cast.bob).exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("handle", "alice", "@alice belongs to somebody else."),
        ("handle", "no spaces", "Use 2 to 39 small letters"),
        ("time_zone", "Europe/Atlantis", "Choose a time zone from the list"),
        ("workdays", [], "Choose at least one working day."),
        ("name", "x" * 121, "at most 120 characters"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(cast: Cast, field: str, value: Any, sentence: str) -> None:
    answer = signed_in(cast.bob).post(URL, typed(**{"name": "Robertson", field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert field == "name" or "Robertson" in page
    assert User.objects.get(pk=cast.bob.pk).name == "Bob"


def test_it_takes_a_city_for_its_zone(cast: Cast) -> None:
    signed_in(cast.bob).post(URL, typed(time_zone="new york"))
    assert User.objects.get(pk=cast.bob.pk).time_zone == "America/New_York"


def test_it_offers_every_zone_and_shows_the_theme(cast: Cast) -> None:
    workflow.edit_profile(cast.bob, by=cast.bob, theme="dark")
    page = signed_in(User.objects.get(pk=cast.bob.pk)).get(URL).content.decode()
    assert '<option value="Pacific/Chatham">' in page
    assert 'data-theme="dark"' in page


def test_it_lets_a_viewer_edit_their_own(cast: Cast) -> None:
    changes = typed(handle="carol", name="Caroline")
    assert signed_in(cast.carol).post(URL, changes).status_code == 302
    assert User.objects.get(pk=cast.carol.pk).name == "Caroline"
