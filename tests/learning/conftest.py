from __future__ import annotations

from collections.abc import Callable

import pytest

from learning import workflow
from learning.models import Corpus
from library import workflow as library


@pytest.fixture
def indexed(db: None) -> Callable[[], None]:
    """Has searches and counts know what was written so far."""

    def index() -> None:
        library.sweep()
        for kind in Corpus.Kind.values:
            workflow.count(kind)

    return index
