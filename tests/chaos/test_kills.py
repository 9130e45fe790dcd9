"""Whatever is killed, and whenever: each step of the ladder is told exactly once, and no acknowledged save is lost.

The moments are exact ones, where PostgreSQL says that a process is just there, and random ones from a seed.
"""

import random
from contextlib import nullcontext

import pytest

from postmortems.models import Section, SectionConflict
from tests.chaos.gates import shut
from tests.chaos.installation import FIGURES, Site
from tests.chaos.ledger import all_is_told
from tests.chaos.pace import at_some_moment
from tests.chaos.postbox import postbox
from tests.chaos.promises import Promises
from tests.chaos.writers import Draft, Writer, writing

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("kills")]

# How often something is killed at each point.
KILLS = {
    "worker: opening": 2,
    "worker: opened": 2,
    "worker: claimed": 2,
    "worker: sending": 2,
    "worker: sent": 2,
    "worker: sent by SMTP": 2,
    "PostgreSQL": 12,
    "Valkey": 10,
    "beat": 8,
    "web: saving": 2,
    "web: saved": 2,
    "anything": 12,
}


def nothing_is_lost(site: Site, writers: list[Writer]) -> None:
    with site.database():
        for writer in writers:
            kept = {line for text in texts(writer.key) for line in text.splitlines()}
            assert writer.acknowledged and set(writer.acknowledged) <= kept
            FIGURES["saves acknowledged and kept"] += writer.saves
            FIGURES["texts set aside and kept"] += writer.conflicts


def texts(key: str) -> list[str]:
    """Of the section: what is saved, and what was set aside."""
    aside = SectionConflict.objects.filter(section__key=key).values_list("body", flat=True)
    return [Section.objects.get(key=key).body, *aside]


def everyone_saves(site: Site, writers: list[Writer]) -> None:
    """So that there is something to lose."""
    until = [(writer, writer.heard + 3) for writer in writers]
    site.eventually(lambda: all(writer.trouble or writer.heard >= count for writer, count in until))


@pytest.mark.parametrize("point", ["opening", "opened", "claimed", "sending", "sent"])
def test_it_tells_each_step_once_when_the_worker_is_killed_at(point: str, site: Site, promises: Promises) -> None:
    site.revive()
    for turn in range(KILLS[f"worker: {point}"]):
        with shut(site.url, point) as gate:
            promises.make()
            site.eventually(gate.waiting)
            site.kill("worker", point=f"worker: {point}")
            if point == "sent":
                gate.cut_off()
        site.revive(pool=["threads", "prefork"][turn % 2])
    all_is_told(site, promises)


def test_it_repeats_a_mail_only_under_its_message_id(site: Site, promises: Promises) -> None:
    site.revive()
    kills = KILLS["worker: sent by SMTP"]
    with postbox() as box:
        site.kill("worker")
        for _ in range(kills):
            site.start("worker", **box.environment)
            with shut(site.url, "sent") as gate:
                promises.make()
                site.eventually(gate.waiting)
                site.kill("worker", point="worker: sent by SMTP")
                gate.cut_off()
        site.start("worker", **box.environment)
        site.settle()
        site.letters |= dict(box.letters.keys())
        assert box.letters.total() - len(box.letters) >= kills
        site.kill("worker")
    site.revive()
    all_is_told(site, promises)


def test_it_survives_postgresql(site: Site, promises: Promises, draft: Draft, rng: random.Random) -> None:
    site.revive()
    before = site.pids("web", "worker", "beat")
    points = ["opening", "opened", "claimed", "sent", "saving", "saved"]
    with writing(draft, seed=100) as writers:
        for turn in range(KILLS["PostgreSQL"]):
            everyone_saves(site, writers)
            with shut(site.url, points[turn // 2]) if turn % 2 else nullcontext() as gate:
                promises.make()
                if gate:
                    site.eventually(gate.waiting)
                else:
                    at_some_moment(rng)
                site.kill_postgres(point="PostgreSQL")
            assert site.services.ensure() == ["PostgreSQL"]
    assert before == site.pids("web", "worker", "beat")
    site.replace_worker()
    all_is_told(site, promises)
    nothing_is_lost(site, writers)


def test_it_survives_valkey_and_the_loss_of_its_queue(
    site: Site, promises: Promises, draft: Draft, rng: random.Random
) -> None:
    site.revive()
    before = site.pids("web", "beat")  # Kombu's own flaw: at some moments the worker ends, to be started again
    with writing(draft, seed=200) as writers:
        for turn in range(KILLS["Valkey"]):
            promises.make()
            everyone_saves(site, writers)
            at_some_moment(rng)
            site.kill_valkey(point="Valkey", wiped=turn % 2 == 1)
            at_some_moment(rng)
            assert site.services.ensure() == ["Valkey"]
    assert before == site.pids("web", "beat")
    assert not any(writer.unanswered for writer in writers)
    site.replace_worker()
    all_is_told(site, promises)
    nothing_is_lost(site, writers)


def test_it_survives_beat(site: Site, promises: Promises, rng: random.Random) -> None:
    site.revive()
    for _ in range(KILLS["beat"]):
        promises.make()
        at_some_moment(rng)
        site.kill("beat", point="beat")
        promises.make()
        site.revive()
    all_is_told(site, promises)


@pytest.mark.parametrize("point", ["saving", "saved"])
def test_it_loses_no_save_when_web_is_killed_at(point: str, site: Site, draft: Draft) -> None:
    site.revive()
    with writing(draft, seed=300 if point == "saving" else 400) as writers:
        for _ in range(KILLS[f"web: {point}"]):
            everyone_saves(site, writers)
            with shut(site.url, point) as gate:
                site.eventually(gate.waiting)
                site.kill("web", point=f"web: {point}")
            site.revive()
    nothing_is_lost(site, writers)
    site.eventually(site.leaves_nothing_behind)


def test_it_survives_anything(site: Site, promises: Promises, draft: Draft, rng: random.Random) -> None:
    site.revive()
    with writing(draft, seed=500) as writers:
        for _ in range(KILLS["anything"] // 2):
            promises.make()
            everyone_saves(site, writers)
            for victim in rng.sample(["web", "worker", "beat", "PostgreSQL", "Valkey"], 2):
                at_some_moment(rng)
                if victim == "PostgreSQL":
                    site.kill_postgres(point="anything")
                elif victim == "Valkey":
                    site.kill_valkey(point="anything", wiped=rng.random() < 0.5)
                else:
                    site.kill(victim, point="anything")
            site.services.ensure()
            site.revive()
    site.replace_worker()
    all_is_told(site, promises)
    nothing_is_lost(site, writers)


def test_it_is_killed_often_enough() -> None:
    assert len(KILLS) >= 6 and sum(KILLS.values()) >= 50
