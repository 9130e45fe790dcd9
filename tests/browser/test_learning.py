"""Learning from each other, as people do it: what is like this, what was promised, could it happen to us."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from activity.models import Follow
from incidents import workflow as incidents
from incidents.models import IncidentRelation
from learning import workflow
from learning.models import Corpus, External, Question, Read
from library import workflow as library
from tests.browser.examining import WIDE, examine
from tests.builders.actions import an_action
from tests.builders.learning import a_past, earlier
from tests.builders.postmortems import a_draft
from tests.builders.reviews import published
from tests.cast import Cast

pytestmark = pytest.mark.browser
Enter = Callable[[User], Page]
TO_THE_END = "() => { scrollTo(0, document.documentElement.scrollHeight); return document.querySelector('#reads') }"
POOL = "The connection pool of the ledger ran dry after a failover and requests queued."


def know() -> None:
    library.sweep()
    for kind in Corpus.Kind.values:
        workflow.count(kind)


def test_it_shows_what_is_like_it_while_it_is_declared(enter: Enter, cast: Cast) -> None:
    a_past(cast)
    past = earlier(cast, 40, "Ledger stops writing", POOL)
    know()
    page = enter(cast.bob)
    page.goto("/incidents/new/")
    page.get_by_label("Title").press_sequentially("Ledger: connection pool dry after failover")
    like = page.locator("#typed")
    expect(like.get_by_text("Ledger stops writing")).to_be_visible()
    expect(like).to_contain_text("connection pool")
    examine(page)
    like.get_by_label(f"Recurrence of {past.reference}").check()
    page.locator("input[name=severity][value=sev3]").check(force=True)
    page.get_by_role("button", name="Declare incident").click()
    page.wait_for_url(re.compile(r"/incidents/INC-\d+/$"))
    assert IncidentRelation.objects.get().other == past


def test_one_click_relates_it_beside_the_draft_and_names_its_failure_mode(enter: Enter, cast: Cast) -> None:
    a_past(cast)
    past = earlier(cast, 40, "Ledger stops writing", POOL)
    mode = incidents.add_mode(by=cast.root, name="Meltdown", terms=["connection pool"])
    draft = a_draft(cast)
    incidents.edit(draft.incident, by=cast.alice, version=draft.incident.version, summary=POOL)
    know()
    page = enter(cast.alice)
    page.goto(f"/postmortems/{draft.reference}/edit/")
    page.get_by_role("link", name="Before review").click()
    like = page.locator("#similar")
    expect(like.get_by_role("link", name="Ledger stops writing")).to_be_visible()
    like.get_by_role("button", name="Meltdown").click()
    expect(like.get_by_role("button", name="Meltdown")).to_have_count(0)
    assert draft.incident.tags.get() == mode
    like.get_by_role("button", name=f"Recurrence of {past.reference}").click()
    expect(like.get_by_role("link", name="Ledger stops writing")).to_have_count(0)
    assert IncidentRelation.objects.get().other == past


def test_it_shows_what_was_promised_before_and_uses_it_instead(enter: Enter, cast: Cast) -> None:
    promise = an_action(cast, title="Alert on connection pool usage at 70% and 85%")
    incident = earlier(cast, 1, "Ledger stops writing")
    know()
    page = enter(cast.bob)
    page.goto(f"/actions/new/?incident={incident.reference}")
    page.get_by_label("What will change").press_sequentially("Alert on usage of the connection pool")
    expect(page.locator("#promised")).to_contain_text(promise.code)
    examine(page)
    page.get_by_role("button", name=f"Use {promise.code} instead").click()
    page.wait_for_url(re.compile(rf"/actions/{promise.number}/$"))
    expect(page.get_by_role("heading", name="Called for again")).to_be_visible()


def test_a_team_answers_by_a_preventive_action(enter: Enter, cast: Cast) -> None:
    cast.search_index.depends_on.add(cast.payment_api)
    postmortem = published(cast)
    workflow.ask_teams(postmortem)
    page = enter(cast.mallory)
    page.goto("/")
    page.locator("#asked").get_by_role("link", name=postmortem.title).first.click()
    expect(page.get_by_text("Search index depends on Payment API, which failed.")).to_be_visible()
    examine(page, on_phones=True)
    page.get_by_label("What will you change?").fill("Limit the pool of the index")
    page.get_by_role("button", name="Plan this action").click()
    expect(page.get_by_role("link", name="Limit the pool of the index")).to_be_visible()
    assert Question.objects.get().answer == "yes"
    page.goto(f"/postmortems/{postmortem.reference}/")
    expect(page.locator("#lesson")).to_contain_text("1 yes, 0 no, 0 open")
    page.locator("#lesson").scroll_into_view_if_needed()
    examine(page)


def test_reading_to_the_end_counts_once(enter: Enter, cast: Cast) -> None:
    postmortem = published(cast)
    page = enter(cast.carol)
    for _ in range(2):
        page.goto(f"/postmortems/{postmortem.reference}/")
        # What comes after the page makes it longer: whoever reads on comes to its end all the same.
        page.wait_for_function(TO_THE_END)
        expect(page.locator("#reads")).to_contain_text("Fewer than 5 people")
    assert Read.objects.count() == 1


def test_people_follow_services_teams_and_themes_and_stop(enter: Enter, cast: Cast) -> None:
    page = enter(cast.bob)
    for address in ("/services/payment-api/", "/teams/search/", "/themes/service/search-index/"):
        page.goto(address)
        page.get_by_role("button", name="Follow", exact=True).click()
        expect(page.get_by_role("button", name="Following", exact=True)).to_be_visible()
    assert Follow.objects.filter(user=cast.bob).count() == 3
    page.goto("/settings/notices/")
    page.get_by_role("button", name="Stop following Payment API").click()
    expect(page.get_by_role("button", name="Stop following Payment API")).to_have_count(0)
    assert Follow.objects.filter(user=cast.bob).count() == 2
    examine(page)


def test_what_others_published_is_kept_and_becomes_an_action_of_ours(enter: Enter, cast: Cast) -> None:
    page = enter(cast.bob)
    page.goto("/library/elsewhere/")
    page.get_by_role("link", name="Keep a write-up").click()
    page.get_by_label("Address").fill("https://elsewhere.example/pools")
    page.get_by_label("Title").fill("A pool behind a pool")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("A pool behind a pool")
    examine(page, on_phones=True)
    page.set_viewport_size(WIDE)
    page.get_by_label("What it teaches us").fill("The outer of two pools must be the smaller one.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A pool behind a pool")
    page.get_by_label("What will you change?").fill("Compare the sizes of our pools")
    page.get_by_role("button", name="Plan this action").click()
    expect(page.get_by_role("region", name="Planned to prevent it here")).to_contain_text("Compare the sizes")
    examine(page, on_phones=True)
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("main").get_by_text("A pool behind a pool").first).to_be_visible()
    assert External.objects.kept().get().actions.get().title == "Compare the sizes of our pools"
