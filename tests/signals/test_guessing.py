"""A sender that nobody knows: what is proposed for its fields, and what that makes of its messages."""

import json
from typing import Any

from signals import senders
from signals.guessing import guess


def a_run(day: int, state: str = "ok") -> dict[str, Any]:
    return {"job": {"id": "orders", "title": "Copy of orders"}, "state": state, "finished": f"2025-11-{day}T02:14:00Z"}


def read(body: dict[str, Any], mapping: dict[str, str]) -> Any:
    [heard] = senders.read("generic", {}, json.dumps(body).encode(), mapping)
    return heard


def test_it_finds_a_time_by_what_stands_there() -> None:
    assert guess(a_run(10))["time"] == "finished"
    assert "time" not in guess({"title": "Copy", "version": "2025-11-10"})


def test_a_name_says_more_than_a_value() -> None:
    assert guess({"expires": "2030-01-01T00:00:00Z", "timestamp": "2025-11-10T02:14:00Z"})["time"] == "timestamp"


def test_it_knows_a_state_by_its_word() -> None:
    found = guess({"check": {"label": "Card payment"}, "verdict": "recovered", "noticed": "2025-11-10T02:14:00Z"})
    assert found == {"title": "check.label", "state": "verdict", "time": "noticed"}


def test_what_names_the_alert_does_not_name_the_event() -> None:
    """Two nights alike are two events, and the same message sent again is one."""
    mapping = {"title": "job.title", "id": "job.id", "key": "job.id", "state": "state"}
    first, again, second = (read(a_run(day), mapping) for day in (10, 10, 11))
    assert first.id == again.id != second.id
    assert first.key == second.key
