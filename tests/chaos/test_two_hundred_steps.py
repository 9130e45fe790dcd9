"""Two hundred steps are due at once; the worker is killed at six points while the queue is wiped twenty times."""

import random

import pytest

from tests.chaos.gates import shut
from tests.chaos.installation import Site
from tests.chaos.ledger import all_is_told
from tests.chaos.pace import at_some_moment
from tests.chaos.postbox import Postbox, postbox
from tests.chaos.promises import Promises

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("kills")]

STEPS = 200
POINTS = ("opening", "opened", "claimed", "sending", "sent", "sent by SMTP")
# At each point once while the worker stands there and twice while the next one starts; the rest under its hands.
WIPES, AT_EACH = 20, 3


def wipe(site: Site) -> None:
    site.kill_valkey(point="Valkey, wiped", wiped=True)
    assert site.services.ensure() == ["Valkey"]


def worker_dies_at(point: str, site: Site, promises: Promises, box: Postbox, rng: random.Random) -> None:
    by_smtp = point.endswith("by SMTP")
    site.bury_worker()
    with shut(site.url, point.partition(" ")[0]) as gate:
        site.start("worker", **(box.environment if by_smtp else {}))
        promises.make(1)
        site.eventually(gate.waiting)
        wipe(site)
        site.kill("worker", point=f"worker: {point}")
        if point.startswith("sent"):
            gate.cut_off()
    for _ in range(AT_EACH - 1):
        promises.make(1)
        at_some_moment(rng)
        wipe(site)


def test_two_hundred_due_steps_are_told_once_each(site: Site, promises: Promises, rng: random.Random) -> None:
    while promises.steps() < STEPS:
        promises.make(5)
    site.revive()
    site.kill("worker")
    with postbox() as box:
        for point in POINTS:
            worker_dies_at(point, site, promises, box, rng)
        site.letters |= dict(box.letters.keys())
    site.revive()
    for _ in range(WIPES - AT_EACH * len(POINTS)):
        promises.make(1)
        at_some_moment(rng)
        wipe(site)
    site.replace_worker()
    all_is_told(site, promises)
    assert promises.steps() >= STEPS
    assert site.kills["Valkey, wiped"] == WIPES and {f"worker: {point}" for point in POINTS} <= set(site.kills)
