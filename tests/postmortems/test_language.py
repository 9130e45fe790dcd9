"""The organisation's own words for the blameless checker."""

import pytest
from django.urls import reverse

from accounts.models import User
from activity.models import Activity
from kit.errors import Stale
from postmortems import workflow
from postmortems.blameless import check
from postmortems.models import Language
from tests.cast import Cast, signed_in

TYPED = {
    "roles": "Gamekeeper\n\n gamekeeper ",
    "judgements": "ham-fisted",
    "leave_alone": "Release  Manager",
    "version": 1,
}


def test_it_keeps_the_words_and_the_checker_reads_them(cast: Cast) -> None:
    url = reverse("postmortems:language")
    assert signed_in(cast.root).post(url, TYPED)["Location"] == url
    lists = Language.objects.present().lists()
    assert lists.roles == {"gamekeeper"}
    assert len(check("The gamekeeper failed to check the queue.", lists)) == 1
    assert check("The release manager forgot to tag it.", lists) == []
    assert "gamekeeper" in signed_in(cast.root).get(url).content.decode()


def test_it_records_who_changed_them_and_nothing_when_nothing_changed(cast: Cast) -> None:
    workflow.edit_language(by=cast.root, version=1, roles=["gamekeeper"])
    workflow.edit_language(by=cast.root, version=2, roles=["gamekeeper"])
    assert [activity.actor for activity in Activity.objects.filter(verb="language.edited")] == [cast.root]


def test_it_is_for_administrators(cast: Cast) -> None:
    def answers(person: User) -> int:
        return signed_in(person).get(reverse("postmortems:language")).status_code

    assert [answers(person) for person in (cast.root, cast.alice, cast.lena, cast.carol)] == [200, 403, 403, 403]
    settings_page = reverse("accounts:settings")
    assert "Blameless language" in signed_in(cast.root).get(settings_page).content.decode()
    assert "Blameless language" not in signed_in(cast.alice).get(settings_page).content.decode()


def test_it_tells_a_stale_tab_and_keeps_what_was_typed(cast: Cast) -> None:
    workflow.edit_language(by=cast.root, version=1, roles=["gamekeeper"])
    page = signed_in(cast.root).post(reverse("postmortems:language"), TYPED | {"roles": "warden"})
    assert page.status_code == 409
    assert "Somebody changed these words" in page.content.decode()
    assert "warden" in page.content.decode()
    assert 'name="version" value="2"' in page.content.decode()
    with pytest.raises(Stale):
        workflow.edit_language(by=cast.root, version=1, roles=[])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"roles": "night watch"}, "more than one word"),
        ({"roles": "\n".join(f"w{n}" for n in range(201))}, "At most 200"),
        ({"leave_alone": "x" * 61}, "longer than 60"),
    ],
)
def test_it_refuses_what_it_cannot_use_beside_the_field(cast: Cast, typed: dict[str, str], said: str) -> None:
    page = signed_in(cast.root).post(reverse("postmortems:language"), TYPED | typed)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_it_works_without_any_words() -> None:
    assert Language(pk=1).lists().roles == frozenset()
