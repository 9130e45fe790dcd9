from collections import Counter
from typing import Any

import time_machine

from activity import delivery, relevance
from activity.models import Notice
from kit import clock
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast


def test_it_begins_nothing_that_would_outlast_its_hold(cast: Cast, monkeypatch: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    incident = an_incident(cast)
    delivery.sweep()
    for number in range(5):
        told(incident, cast.bob, key=f"slow:{number}")
    asked: Counter[int] = Counter()
    with time_machine.travel(clock.now(), tick=False) as time:

        def thirty_seconds(notice: Notice, subject: object) -> str:
            asked[notice.pk] += 1
            time.shift(30)
            return ""

        monkeypatch.setitem(relevance._rules, "write_up_needed", thirty_seconds)
        assert [delivery.sweep() for _ in range(5)] == [3, 3, 3, 1, 0]
    slow = Notice.objects.filter(key__startswith="slow:")
    assert set(slow.values_list("state", "attempts")) == {("sent", 1)}
    assert set(asked.values()) == {1}
