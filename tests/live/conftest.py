from __future__ import annotations

from collections.abc import Iterator

import pytest

from live import keepers, rights
from tests.live.tab import Gate, Kept


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
