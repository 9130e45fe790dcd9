"""Every page of the demo: axe finds nothing, light or dark; nothing sticks out on a phone; the console stays silent."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from accounts.models import User
from tests.architecture.routes import ROUTES, Route
from tests.browser.conftest import PATIENCE_MS, let_in, listen
from tests.browser.examining import AXE, COLOURS, WIDE, examine, mended
from tests.browser.larkspur import LEFT_OUT, Larkspur, settled

# In the database's sense each test only looks: what it looks at is put there once, for all of them.
pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("larkspur")]

PAGES = [
    route for routes in ROUTES.values() for route in routes if "GET" in route.methods and route.name not in LEFT_OUT
]
# What people use on phones, checked there as thoroughly as on a desk.
ON_PHONES = {
    "overview:home",
    "overview:summaries",
    "incidents:index",
    "incidents:incident",
    "incidents:declare",
    "postmortems:postmortem",
    "postmortems:review",
    "postmortems:edit",
    "actions:index",
    "actions:board",
    "actions:action",
    "activity:inbox",
    "insights:index",
    "insights:rows",
    "insights:report",
}


@pytest.fixture(scope="module")
def larkspur(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Larkspur]:
    with django_db_blocker.unblock():
        cache.clear()
        try:
            yield settled()
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def pages(
    browser: Browser, base_url: str, larkspur: Larkspur, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Page]]:
    """A page of their own for each visitor, for the whole file; "" is somebody who is not signed in."""
    made = {}
    for handle in {larkspur.visitor(route) for route in PAGES}:
        context = browser.new_context(base_url=base_url, reduced_motion="reduce", timezone_id="UTC")
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(AXE)
        listen(context, COMPLAINTS)
        if handle:
            with django_db_blocker.unblock():
                let_in(context, User.objects.get(handle=handle), base_url)
        made[handle] = context.new_page()
    yield made
    for page in made.values():
        page.context.close()


COMPLAINTS: list[str] = []


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    COMPLAINTS.clear()
    yield
    assert COMPLAINTS == []


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_it_has_nothing_to_mend(route: Route, larkspur: Larkspur, pages: dict[str, Page]) -> None:
    page = pages[larkspur.visitor(route)]
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    answer = page.goto(larkspur.address(route))
    assert answer is not None and answer.ok, answer and answer.status
    examine(page, on_phones=route.name in ON_PHONES)


def test_it_would_find_each_text_that_is_hard_to_read(page: Page) -> None:
    page.set_content('<html lang=en><title>Pale</title><main style="color: #999"><h1>One</h1><p>Two</p><p>Three</p>')
    with pytest.raises(AssertionError) as found:
        mended(page, COLOURS)
    assert str(found.value).count("color-contrast: ") == 3
    page.set_content('<html lang=en><title>Clear</title><main style="color: #333"><h1>One</h1><p>Two</p>')
    mended(page)
