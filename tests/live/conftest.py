from __future__ import annotations

from collections.abc import Iterator

import pytest

from live import keepers, rights, store
from live.models import Document
from tests.cast import Cast
from tests.live.tab import Gate, Kept, session


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Lets everybody in who is signed in, until a test says otherwise."""
    gate = Gate()
    monkeypatch.setattr(rights, "_gatekeepers", [gate])
    return gate


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """What was handed out, in place of the product's own keeper."""
    kept = Kept()
    monkeypatch.setattr(keepers, "_keepers", [(kept, None)])
    yield kept


@pytest.fixture
def document(gate: Gate) -> Document:
    return store.create({"summary": "Begun."})


@pytest.fixture
def keys(cast: Cast) -> list[str]:
    """The sessions of Alice and Bob."""
    return [session(cast.alice), session(cast.bob)]
