from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import DjangoDbBlocker

from tests.architecture.world import World, build
from tests.cast import gather
from tests.sharing import kept


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept(django_db_blocker):
        cache.clear()
        yield build(gather())


@pytest.fixture
def world(built: World, db: None) -> World:
    """The same for all tests of a file, which undo what they do to it."""
    cache.clear()
    return built
