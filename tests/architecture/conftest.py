import pytest
from django.core.cache import cache

from tests.architecture.world import World, build
from tests.cast import Cast


@pytest.fixture
def world(cast: Cast) -> World:
    cache.clear()
    return build(cast)
