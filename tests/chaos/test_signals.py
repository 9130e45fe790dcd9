"""Ten thousand deliveries, many twice, late or forged, while workers are killed: exactly the right incidents."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from django.urls import reverse

from incidents.models import Incident
from signals import workflow
from signals.models import Delivery, Signal, Source
from tests.cast import Cast
from tests.chaos.gates import shut
from tests.chaos.installation import FIGURES, Site
from tests.chaos.pager import SECRET, Senders, posts
from tests.product import PATIENCE_SECONDS

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("kills")]
SEED = 20_251_110
# Where a worker stands when it is killed; the gates say that it does.
POINTS = ["hearing", "declaring", "heard", "telling"] * 2
UNREAD = "select count(*) from signals_delivery where state = 'waiting'"


@pytest.fixture
def source(site: Site, cast: Cast) -> tuple[Source, str]:
    with site.database():
        source, token = workflow.add_source(by=cast.root, name="Pager", sender="pagerduty", secret=SECRET)
        workflow.set_rule(source, by=cast.root, rule="open", opens_as="sev3", joins=False, least="error")
    site.ask("update signals_source set per_minute = 1000000, per_hour = 1000000")
    return source, reverse("signals:receive", args=[source.pk, token])


@dataclass
class Course:
    """Waits for as long as something moves: on a busy machine everything takes its time."""

    site: Site
    senders: Senders

    def until(self, happens: Callable[[], object]) -> None:
        before, deadline = (-1, -1), 0.0
        while not happens():
            if (now := self.standing()) != before:
                before, deadline = now, time.monotonic() + PATIENCE_SECONDS
            assert time.monotonic() < deadline, f"{now} answered and unread, and no more\n{self.site.said('worker')}"
            self.site.keep_up()
            time.sleep(0.05)

    def standing(self) -> tuple[int, int]:
        return len(self.senders.answers), self.site.ask(UNREAD)[0][0]

    def kill_at(self, point: str) -> None:
        """While it works: PostgreSQL says that it stands there, in the midst of a batch that nobody else has."""
        with shut(self.site.url, point) as gate:
            self.until(gate.waiting)
            assert self.standing()[1], "there is something unread in its hands"
            self.site.kill("worker", point=f"worker: {point}")
            gate.cut_off()
        self.site.start("worker")


def test_it_opens_exactly_the_incidents_that_there_were(site: Site, source: tuple[Source, str]) -> None:
    sent, wanted = posts(random.Random(SEED))
    site.pace = "tests.chaos.pace.Attentive"
    site.revive()
    with Senders(site.port, source[1], sent) as senders:
        course = Course(site, senders)
        for number, point in enumerate(POINTS, 1):
            course.until(partial(senders.have_sent, number * len(sent) // (len(POINTS) + 2)))
            course.kill_at(point)
        course.until(lambda: not senders.are_sending and course.standing()[1] == 0)
    assert {(status, forged) for status, forged, _ in senders.answers} == {(202, False), (401, True)}
    with site.database():
        rows = Incident.objects.filter(openings__source=source[0])
        assert sorted(rows.values_list("title", "detected_at", "restored_at")) == sorted(wanted)
        assert not rows.exclude(status="mitigated").exists()
        assert Delivery.objects.count() == len(sent)
        assert Signal.objects.count() == len({post.body for post in sent if not post.is_forged})
    took = sorted(seconds for _, _, seconds in senders.answers)
    assert took[len(took) // 2] < 0.2
    FIGURES["deliveries"] += len(sent)
    FIGURES["incidents of deliveries"] += len(wanted)
    FIGURES["ms to answer a delivery, at the 95th percentile"] = round(took[int(len(took) * 0.95)] * 1000)
