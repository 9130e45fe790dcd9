from __future__ import annotations

from typing import Any

import pytest

from activity import workflow as activity
from activity.models import Notice
from incidents import workflow as incidents
from incidents.models import Incident, Tag
from kit import clock
from learning import themes
from learning.models import Theme
from postmortems import workflow as postmortems
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident
from tests.builders.reviews import approved
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mode(cast: Cast) -> Tag:
    return incidents.add_mode(by=cast.root, name="Meltdown")


def melted(cast: Cast, mode: Tag, **details: Any) -> str:
    incident = a_resolved_incident(cast, **details)
    incidents.tag(incident, by=cast.alice, tags=[mode])
    return incident.reference


def test_it_counts_only_what_the_reader_may_see(cast: Cast, mode: Tag) -> None:
    open_to_all = melted(cast, mode)
    hidden = melted(cast, mode, visibility="restricted", title="Marmalade canary")
    pages = {who: signed_in(who).get(f"/themes/tag/{mode.pk}/").content.decode() for who in (cast.alice, cast.mallory)}
    assert "2 incidents in all" in pages[cast.alice]
    assert "1 incident in all" in pages[cast.mallory]
    assert "Marmalade" in pages[cast.alice]
    assert "Marmalade" not in pages[cast.mallory]
    assert open_to_all in pages[cast.mallory]
    an_action(cast, incident=Incident.objects.get(number=int(hidden[4:])))
    assert "<b>1</b> open" in signed_in(cast.alice).get(f"/themes/tag/{mode.pk}/").content.decode()
    assert "<b>0</b> open" in signed_in(cast.mallory).get(f"/themes/tag/{mode.pk}/").content.decode()


def test_a_single_one_is_no_theme_for_who_sees_but_one(cast: Cast, mode: Tag) -> None:
    with clock.at(a_resolved_incident(cast).started_at):
        for visibility in ("organisation", "restricted"):
            melted(cast, mode, visibility=visibility)
        assert "Meltdown" in {line.name for line in themes.overview(cast.alice)}
        assert "Meltdown" not in {line.name for line in themes.overview(cast.mallory)}


def test_its_months_are_those_of_the_rows(cast: Cast, mode: Tag) -> None:
    incident = a_resolved_incident(cast)
    incidents.tag(incident, by=cast.alice, tags=[mode])
    rows = themes.incidents_of(cast.alice, mode)
    months = themes.months(rows, at=incident.started_at)
    assert len(months) == 12
    assert [month.count for month in months] == [0] * 11 + [1]
    assert (months[-1].share, months[-1].top) == (100, 0)
    assert themes.trend(months) == "Too few in a year to speak of a trend."


def test_one_is_made_by_hand(cast: Cast) -> None:
    first, hidden = a_resolved_incident(cast, title="First"), a_resolved_incident(cast, visibility="restricted")
    browser = signed_in(cast.mallory)
    wrong = browser.post("/themes/new/", {"name": "Pools", "incidents": f"{first.reference} {hidden.reference}"})
    assert wrong.status_code == 422
    assert f"There is no {hidden.reference} that you can see." in wrong.content.decode()
    assert browser.post("/themes/new/", {"name": "Pools", "incidents": first.reference}).status_code == 302
    theme = Theme.objects.get()
    theme.incidents.add(hidden)
    edited = browser.post("/themes/own/pools/edit/", {"name": "All pools", "incidents": "", "version": "1"})
    assert edited.status_code == 302
    # What its editor cannot see stays in it.
    assert list(theme.incidents.all()) == [hidden]
    assert browser.post("/themes/own/pools/edit/", {"name": "Mine", "version": "1"}).status_code == 409
    browser.post("/themes/own/pools/remove/")
    assert browser.get("/themes/own/pools/").status_code == 404
    browser.post("/themes/own/pools/restore/")
    assert "All pools" in browser.get("/themes/").content.decode()


def test_followers_of_a_failure_mode_hear_of_a_publication(cast: Cast, mode: Tag) -> None:
    browser = signed_in(cast.mallory)
    browser.post(f"/themes/tag/{mode.pk}/follow/")
    assert activity.is_following(mode, cast.mallory)
    for visibility in ("organisation", "team"):
        postmortem = approved(cast, visibility=visibility)
        incidents.tag(postmortem.incident, by=cast.alice, tags=[mode])
        postmortems.publish(postmortem, by=cast.bob)
    assert Notice.objects.filter(kind="published", recipient=cast.mallory, channel="inbox").exists()
    page = browser.get("/settings/notices/").content.decode()
    assert "Meltdown" in page
    follow = cast.mallory.follows.get()
    signed_in(cast.bob).post(f"/settings/notices/follows/{follow.pk}/")
    assert activity.is_following(mode, cast.mallory)
    browser.post(f"/settings/notices/follows/{follow.pk}/")
    assert not activity.is_following(mode, cast.mallory)


def test_a_merged_mode_leads_to_its_present_name(cast: Cast, mode: Tag) -> None:
    old = incidents.add_mode(by=cast.root, name="Core melt")
    incidents.merge_mode(old, by=cast.root, into=mode)
    assert "<h1>Meltdown</h1>" in signed_in(cast.bob).get(f"/themes/tag/{old.pk}/").content.decode()


@pytest.mark.parametrize(
    "address", ["tag/99999999", "tag/x", "tag/9999999999999999999", "own/none", "service/none", "x/y"]
)
def test_what_is_not_there_is_not_found(cast: Cast, address: str) -> None:
    assert signed_in(cast.bob).get(f"/themes/{address}/").status_code == 404
