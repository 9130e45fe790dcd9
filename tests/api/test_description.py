"""The OpenAPI document is right: what it allows works, what it forbids is refused, and every answer is as described."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying

from api import workflow
from api.scopes import SCOPES
from exchange import workflow as exports
from postmortems.workflow import start
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.signals import a_seen_signal
from tests.cast import Cast

TRIES = trying(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(cast: Cast, settings: Any) -> Any:
    """The product with something of each kind in it, and no rate to wait for."""
    settings.API_PER_MINUTE = 10**9
    incident = a_resolved_incident(cast)
    an_entry(incident, cast)
    start(incident, by=cast.alice)
    a_seen_signal(cast, incident)
    export = exports.ask_for(by=cast.alice, format="json", numbers=[incident.number])
    assert exports.make(export.pk)
    an_action(cast, owner=cast.alice, incident=incident)
    _, secret = workflow.make_token(cast.alice, by=cast.alice, name="A test", scopes=SCOPES)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler()), secret


@pytest.mark.django_db(transaction=True)
def test_it_is_as_described(described: Any) -> None:
    schema, secret = described
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:

        @TRIES
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})

        ask()
