from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from postmortems.models import Postmortem
from tests.browser.scenes.together import KEY, START, edit
from tests.builders.postmortems import a_draft, write
from tests.cast import Cast


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    """A write-up with a few words in one section."""
    postmortem = a_draft(cast)
    write(postmortem, KEY, START, by=cast.alice)
    return postmortem


@pytest.fixture
def alice(visit: Callable[..., Page], cast: Cast, draft: Postmortem) -> Page:
    return edit(visit(cast.alice), draft)


@pytest.fixture
def bob(visit: Callable[..., Page], cast: Cast, draft: Postmortem) -> Page:
    return edit(visit(cast.bob), draft)
