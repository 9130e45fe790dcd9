from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.models import Action
from tests.builders.actions import an_action
from tests.cast import Cast
from tests.tickets.trackers import Tracking
from tickets import workflow
from tickets.comparing import sweep
from tickets.models import Ticket, Tracker


@pytest.fixture(autouse=True)
def _own_network(settings: Any) -> None:
    settings.EGRESS_HOSTS = frozenset({"127.0.0.1"})


def a_tracker(cast: Cast, site: Tracking, provider: str = "jira_cloud", **given: Any) -> Tracker:
    details: dict[str, Any] = {
        "name": "Payments",
        "provider": provider,
        "base": site.base,
        "place": "acme/payments" if provider == "github" else "PAY",
        "kind": "Task",
        "login": "bot@acme.example",
        "secret": "s3cret",
        "user": cast.alice,
    }
    return workflow.add_tracker(by=cast.root, **details | given)


@pytest.fixture
def linked(cast: Cast) -> Callable[..., tuple[Action, Ticket]]:
    """An action of bob's with a ticket that both sides agree about."""

    def make(site: Tracking, provider: str = "jira_cloud", **given: Any) -> tuple[Action, Ticket]:
        action = an_action(cast, owner=cast.bob, title="Alert on a full pool", **given)
        ticket = workflow.make(action, by=cast.bob, tracker=a_tracker(cast, site, provider))
        assert sweep() == 1
        return fresh(action), fresh(ticket)

    return make


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)
