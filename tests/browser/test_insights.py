"""From a number to the rows behind it, by mouse, by keys, on a phone and on paper."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from actions.models import Action
from kit import clock
from tests.builders.actions import an_action
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def insights(enter: Callable[[User], Page], cast: Cast) -> Page:
    """Nine actions whose deadline passed a while ago, of three people; six were done by it."""
    day = clock.now() - timedelta(days=40)
    for number in range(9):
        owner = (cast.alice, cast.bob, cast.erin)[number % 3]
        action = an_action(
            cast, title=f"Change {number}", owner=owner, promised_at=day, due_on=(day + timedelta(days=9)).date()
        )
        if number < 6:
            closed = {"state": "done", "evidence": "Seen", "closed_at": day + timedelta(days=5)}
            Action.objects.filter(pk=action.pk).update(**closed)
    page = enter(cast.lena)
    page.goto("/insights/")
    return page


def test_a_number_opens_the_rows_it_was_made_of(insights: Page) -> None:
    number = insights.get_by_role("link", name=re.compile("^Actions by deadline: 67%"))
    expect(number).to_be_visible()
    number.focus()
    insights.keyboard.press("Enter")
    expect(insights.get_by_role("heading", level=1)).to_have_text("Actions by deadline")
    expect(insights.locator(".lede")).to_contain_text("9 rows, 6 of them counting")
    expect(insights.locator("#rows .row")).to_have_count(9)
    insights.get_by_role("link", name="Not counting").click()
    expect(insights.locator("#rows .row")).to_have_count(3)
    insights.get_by_role("link", name="Change 7").click()
    expect(insights.get_by_role("heading", level=1)).to_contain_text("Change 7")


def test_filters_stay_in_the_address(insights: Page) -> None:
    insights.get_by_label("Team", exact=True).select_option("payments")
    insights.wait_for_url(re.compile("team=payments"))
    insights.get_by_role("link", name="90 days").click()
    insights.wait_for_url(re.compile("p=90d"))
    assert "team=payments" in insights.url
    insights.get_by_role("link", name="All measures").click()
    expect(insights.get_by_label("Team", exact=True)).to_have_value("payments")
    insights.get_by_label("Team", exact=True).select_option("search")
    insights.wait_for_url(re.compile("team=search"))
    expect(insights.locator("[data-n=deadline]")).to_have_text("0")
    insights.go_back()
    expect(insights.locator("[data-n=deadline]")).to_have_text("9")


def another_month(page: Page, cast: Cast) -> None:
    """Of which nothing was done; one month alone would not be drawn."""
    day = clock.now() - timedelta(days=110)
    for owner in (cast.alice, cast.bob, cast.erin) * 2:
        an_action(cast, owner=owner, promised_at=day, due_on=(day + timedelta(days=9)).date())
    page.reload()


def test_too_little_to_draw_is_told_as_one_number(insights: Page) -> None:
    insights.goto("/insights/?p=90d")
    card = insights.locator(".chart-card").filter(has_text="Actions done by their deadline")
    expect(card.locator(".chart-one")).to_have_text("67%")
    expect(card.locator("svg.chart")).to_have_count(0)
    card.get_by_role("link", name="Draw 12 months, by month").click()
    insights.wait_for_url(re.compile(r"/insights/\??$"))


def test_a_chart_has_its_data_behind_it(insights: Page, cast: Cast) -> None:
    another_month(insights, cast)
    card = insights.locator(".chart-card").filter(has_text="Actions done by their deadline")
    expect(card.get_by_role("img")).to_be_visible()
    card.get_by_text("Show the data").click()
    card.get_by_role("row").filter(has_text="67%").get_by_role("link").click()
    expect(insights.locator(".lede")).to_contain_text("9 rows")


def test_it_prints_clean(insights: Page, cast: Cast) -> None:
    another_month(insights, cast)
    insights.emulate_media(media="print", color_scheme="dark")
    for around in (".sidebar", ".topbar", ".insights-filters", ".tabs", ".chart-data >> nth=0"):
        expect(insights.locator(around).first).to_be_hidden()
    expect(insights.locator(".headline")).to_be_visible()
    expect(insights.locator(".chart").first).to_be_visible()


def test_it_fits_a_phone(insights: Page) -> None:
    insights.set_viewport_size({"width": 390, "height": 844})
    for address in ("/insights/", "/insights/measures/", "/insights/practice/", "/insights/connections/"):
        insights.goto(address)
        assert insights.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_somebody_subscribes_to_the_report(insights: Page) -> None:
    insights.get_by_role("link", name="Quarterly report").click()
    insights.get_by_role("button", name="Mail it to me each quarter").click()
    expect(insights.get_by_role("button", name="Stop mailing it to me")).to_be_visible()
