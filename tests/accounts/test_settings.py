import pytest
from django.urls import reverse

from accounts.policy import ADMINISTRATORS, EVERYONE, POLICY
from tests.cast import Cast, signed_in

ROWS = [
    ("accounts.invite", "accounts:invitations"),
    ("signals.manage_sources", "signals:sources"),
    ("tickets.manage", "tickets:trackers"),
    ("webhooks.manage", "webhooks:endpoints"),
    ("postmortems.edit_language", "postmortems:language"),
    ("postmortems.edit_categories", "postmortems:categories"),
    ("incidents.edit_modes", "incidents:modes"),
]
TABS = ROWS[:4]


@pytest.mark.parametrize(("verb", "route"), ROWS)
def test_each_row_stands_under_the_right_of_its_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, verb: str, route: str
) -> None:
    for each, _ in ROWS:
        monkeypatch.setitem(POLICY, each, EVERYONE if each == verb else ADMINISTRATORS)
    page = signed_in(cast.bob).get(reverse("accounts:settings")).content.decode()
    shown = {name for _, name in ROWS if f'href="{reverse(name)}"' in page}
    assert shown == {route}


@pytest.mark.parametrize(("verb", "route"), TABS)
def test_each_tab_does_too(cast: Cast, monkeypatch: pytest.MonkeyPatch, verb: str, route: str) -> None:
    for each, _ in TABS:
        monkeypatch.setitem(POLICY, each, EVERYONE if each == verb else ADMINISTRATORS)
    page = signed_in(cast.bob).get(reverse("accounts:people")).content.decode()
    assert {name for _, name in TABS if f'href="{reverse(name)}"' in page} == {route}
