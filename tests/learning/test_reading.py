from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts import workflow as people
from activity import delivery
from activity.models import Notice
from incidents import workflow as incidents
from learning import workflow
from learning.models import External, Read, ReadingItem, ReadingMark
from learning.reads import LEAST, reads_of
from postmortems.models import Postmortem
from tests.builders.reviews import published
from tests.cast import Cast, person, signed_in

pytestmark = pytest.mark.django_db
LIST = "/teams/payments/reading/"


def read(browser: Client, postmortem: Postmortem) -> str:
    return str(browser.post(f"/postmortems/{postmortem.reference}/read/").content.decode())


def test_it_counts_a_person_once_and_says_nothing_of_few(cast: Cast) -> None:
    postmortem = published(cast)
    for reader in (cast.alice, cast.alice, cast.bob, cast.mallory):
        assert f"Fewer than {LEAST}" in read(signed_in(reader), postmortem)
    assert Read.objects.count() == 3
    assert reads_of(postmortem, cast.root).total is None


def test_it_names_teams_only_when_several_of_them_read(cast: Cast) -> None:
    postmortem = published(cast)
    for number in range(LEAST - 1):
        member = person(f"reader{number}")
        people.add_member(cast.payments, by=cast.root, user=member)
        workflow.count_read(postmortem, by=type(member).objects.get(pk=member.pk))
    workflow.count_read(postmortem, by=cast.mallory)
    found = reads_of(postmortem, cast.lena)
    assert (found.total, found.teams) == (LEAST, [])
    workflow.count_read(postmortem, by=cast.bob)
    assert reads_of(postmortem, cast.lena).teams == ["Payments"]


def test_no_row_says_who_read(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.count_read(postmortem, by=cast.bob)
    row = Read.objects.get()
    assert {field.name for field in Read._meta.fields} == {"id", "postmortem", "reader", "teams"}
    assert str(cast.bob.pk) != row.reader
    assert len(row.reader) == 64
    assert not Read.objects.all().visible_to(cast.root).exists()


def test_a_team_keeps_a_list_in_its_order(cast: Cast) -> None:
    first, second = published(cast, title="First"), published(cast, title="Second")
    browser = signed_in(cast.bob)
    for postmortem in (first, second, first):
        assert browser.post(f"{LIST}add/", {"what": postmortem.reference.lower(), "why": ""}).status_code == 302
    items = list(ReadingItem.objects.all())
    assert [item.postmortem for item in items] == [first, second]
    browser.post(f"{LIST}{items[1].pk}/move/", {"way": "up"})
    assert [item.postmortem for item in ReadingItem.objects.all()] == [second, first]
    browser.post(f"{LIST}{items[0].pk}/off/")
    assert ReadingItem.objects.count() == 1
    assert browser.post(f"{LIST}add/", {"what": "INC-99999"}).status_code == 422
    assert signed_in(cast.mallory).post(f"{LIST}add/", {"what": first.reference}).status_code == 403


def test_progress_is_shown_to_oneself_alone(cast: Cast) -> None:
    item = workflow.put_on_list(cast.payments, by=cast.alice, postmortem=published(cast))
    signed_in(cast.carol).post(f"{LIST}{item.pk}/mark/", {"read": "yes"})
    assert "1 of 1 read" in signed_in(cast.carol).get(LIST).content.decode()
    for other in (cast.alice, cast.erin, cast.root):
        assert "0 of 1 read" in signed_in(other).get(LIST).content.decode()
    assert not ReadingMark.objects.all().visible_to(cast.root).exists()


def test_a_list_hides_what_was_closed_off(cast: Cast) -> None:
    postmortem = published(cast, title="Marmalade canary")
    workflow.put_on_list(cast.payments, by=cast.alice, postmortem=postmortem)
    incidents.change_visibility(postmortem.incident, by=cast.root, visibility="restricted")
    for page in (LIST, "/teams/payments/"):
        assert "Marmalade" not in signed_in(cast.mallory).get(page).content.decode()


def test_it_comes_round_once_a_year(cast: Cast) -> None:
    postmortem, hidden = published(cast), published(cast, visibility="team")
    assert postmortem.published_at is not None
    day = postmortem.published_at.replace(month=3, day=1, hour=12)
    Postmortem.objects.filter(pk__in=[postmortem.pk, hidden.pk]).update(published_at=day)
    later = day.replace(year=day.year + 1)
    assert workflow.resurface(later - timedelta(days=2)) == 0
    for _ in range(2):
        assert workflow.resurface(later) == 1
    told = Notice.objects.filter(kind="resurfaced")
    assert {notice.recipient for notice in told.all()} == {cast.alice, cast.bob, cast.carol, cast.erin}
    assert told.count() == 4
    assert workflow.resurface(day.replace(year=day.year + 2)) == 1
    assert told.count() == 8


def test_a_leap_day_comes_round_in_every_year(cast: Cast) -> None:
    postmortem = published(cast)
    leap = datetime(2024, 2, 29, 12, tzinfo=UTC)
    Postmortem.objects.filter(pk=postmortem.pk).update(published_at=leap)
    assert workflow.resurface(datetime(2025, 2, 28, 9, tzinfo=UTC)) == 1
    assert workflow.resurface(datetime(2028, 2, 28, 9, tzinfo=UTC)) == 0
    assert workflow.resurface(datetime(2028, 2, 29, 9, tzinfo=UTC)) == 1
    delivery.sweep()
    page = signed_in(cast.bob).get("/inbox/").content.decode()
    assert f"A year ago: {postmortem.title}. Does" in page
    assert f"4 years ago: {postmortem.title}. Does" in page


def test_write_ups_from_elsewhere_are_kept_and_found(cast: Cast) -> None:
    browser = signed_in(cast.bob)
    given = {"url": "https://elsewhere.example/a", "title": "Their pool", "summary": "A *pool* ran dry."}
    assert browser.post("/library/elsewhere/new/", given | {"url": "javascript:alert(1)"}).status_code == 422
    assert browser.post("/library/elsewhere/new/", given).status_code == 302
    kept = External.objects.get()
    assert "Their pool" in browser.get("/library/elsewhere/", {"q": "pools"}).content.decode()
    assert "Their pool" not in browser.get("/library/elsewhere/", {"q": "disk"}).content.decode()
    answer = browser.post(
        f"{kept.get_absolute_url()}prevent/", {"title": "Limit ours", "owner": "bob", "priority": "low", "once": "1"}
    )
    assert answer.status_code == 302
    action = kept.actions.get()
    assert "from elsewhere" in browser.get(f"/actions/{action.number}/origins/").content.decode()
    stale = browser.post(f"{kept.get_absolute_url()}edit/", given | {"title": "Mine", "version": "7"})
    assert stale.status_code == 409
    assert "Mine" in stale.content.decode()
    browser.post(f"{kept.get_absolute_url()}remove/")
    assert browser.get(kept.get_absolute_url()).status_code == 404
    browser.post(f"{kept.get_absolute_url()}restore/")
    assert browser.get(kept.get_absolute_url()).status_code == 200
