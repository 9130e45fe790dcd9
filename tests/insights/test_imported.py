"""What was written elsewhere says nothing about how fast this house writes and meets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from exchange import workflow
from insights.declared import MEASURES
from kit import clock
from postmortems.models import Postmortem
from tests.builders.postmortems import a_complete_draft
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
OLD = "# Old outage\n\nDate: {}\n\n## Timeline\n\n- 10:00 UTC it broke\n- 11:00 UTC it works\n"


def numbers(client: Client, key: str) -> str:
    return client.get(f"/insights/rows/{key}/").content.decode()


def taken_in(cast: Cast, **options: str) -> Postmortem:
    batch = workflow.receive(
        by=cast.alice, name="old.md", data=OLD.format(clock.now().date() - timedelta(days=30)).encode()
    )
    workflow.read_waiting(batch.pk)
    batch.refresh_from_db()
    workflow.start_saving(batch, by=cast.alice, options=options)
    workflow.save_chosen(batch.pk)
    return Postmortem.objects.get(title="Old outage")


@pytest.mark.parametrize("publish", ["published", "draft"])
def test_imported_write_ups_are_known_as_such(cast: Cast, publish: str) -> None:
    assert taken_in(cast, publish=publish).is_imported
    assert not a_complete_draft(cast).is_imported


def test_they_are_behind_no_measure_of_the_process(cast: Cast) -> None:
    row = taken_in(cast, publish="published")
    assert row.published_at is not None
    client = signed_in(cast.alice)
    for key in ("publish", "on-time", "met"):
        assert "Old outage" not in numbers(client, key), key
        assert "mported" in MEASURES[key].formula, "the measure says so"
    Postmortem.objects.filter(pk=row.pk).update(is_imported=False)
    assert all("Old outage" in numbers(client, key) for key in ("publish", "on-time", "met"))
