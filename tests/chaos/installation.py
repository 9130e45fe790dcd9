"""A whole Debrief of its own: durable servers, web, worker and beat as processes, for tests that kill them."""

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import redis

from config.supervisor.__main__ import child_environment, commands
from config.supervisor.children import die_with_parent
from kit.embedded import Services
from tests.chaos.databases import database
from tests.chaos.nursery import Born, Nursery
from tests.product import PATIENCE_SECONDS, ROOT, alive, clear, free_port

PROCESSES = ("web", "worker", "beat")
# What has come due and was not yet dealt with.
OWED = """
    select (select count(*) from actions_action where next_step_at <= now())
         + (select count(*) from activity_notice where state = 'due' and due_at <= now())
"""


# What the summary of the run tells.
FIGURES: defaultdict[str, float] = defaultdict(int)


class Site:
    """The test is its supervisor: it starts again what ended."""

    def __init__(self, place: Path, blocker: Any, furnished: Path) -> None:
        self.place = place
        self.blocker = blocker
        self.services = Services(place / "var")
        self.services.state.mkdir()
        self.services.locate()
        # With its owner, who is not the one of the tests when those are run by root.
        subprocess.run(["cp", "-a", furnished, self.services.postgres.data], check=True)
        self.services.acquire()
        self.port = free_port()
        self.running: dict[str, subprocess.Popen[bytes] | Born] = {}
        self.nursery = Nursery(self.environment(), place / "nursery.log")
        self.below: list[psutil.Process] = []
        self.kills: Counter[str] = Counter()
        self.pace = "tests.chaos.pace.Brisk"
        # Message-ID and recipients of what left by a mail server rather than into the outbox.
        self.letters: dict[str, str] = {}

    @property
    def url(self) -> str:
        return self.services.postgres.url

    # Processes

    def environment(self, *, query: str = "") -> dict[str, str]:
        return {
            "DEBRIEF_ENV": "development",
            "DEBRIEF_BASE_URL": f"http://localhost:{self.port}",
            "DATABASE_URL": f"{self.url}{query}",
            "REDIS_URL": self.services.valkey.url,
        }

    def start(self, name: str, *, pool: str = "threads", **environment: str) -> None:
        """As bin/dev starts it, but for beat's pace. Before a worker, what a dead one held is let go.

        Loading the product takes seconds: the nursery has done that, unless something else is in the environment.
        """
        if name == "worker":
            self.bury_worker()
        command = dict(commands("127.0.0.1", self.port, reload=False))[name]
        command = [pool if part == "threads" else part for part in command]
        command += ["-S", self.pace] if name == "beat" else []
        log = self.place / f"{name}.log"
        if name != "beat" and not environment:
            self.running[name] = self.nursery.bear(name, command, log)
            return
        own = self.environment(query=f"?application_name={name}")
        with log.open("a") as said:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=child_environment() | own | environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def revive(self, *, pool: str = "threads") -> None:
        """Start what does not run, and wait until web answers."""
        for name in PROCESSES:
            if name not in self.running:
                self.start(name, pool=pool)
        self.eventually(self.answers)

    def keep_up(self) -> None:
        """Start again what ended by itself, as bin/dev does."""
        for name in [name for name, process in self.running.items() if process.poll() is not None]:
            del self.running[name]
            self.start(name)
            FIGURES[f"times {name} ended by itself"] += 1

    def pids(self, *names: str) -> dict[str, int]:
        return {name: self.running[name].pid for name in names}

    def kill(self, name: str, *, point: str = "") -> None:
        """`kill -9` of the process and its pool, as when its container is killed."""
        self.keep_up()
        process = self.running.pop(name)
        self.below += psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if point:
            self.kills[point] += 1

    def kill_postgres(self, *, point: str) -> None:
        """`kill -9` of the postmaster and everything below it."""
        postmaster = psutil.Process(int((self.services.postgres.data / "postmaster.pid").read_text().split()[0]))
        for process in (postmaster, *postmaster.children(recursive=True)):
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        self.kills[point] += 1

    def kill_valkey(self, *, point: str, wiped: bool = False) -> None:
        with redis.Redis.from_url(self.services.valkey.url) as client:
            server = psutil.Process(int(client.info("server")["process_id"]))
        server.kill()
        # The one who started it must reap it, or psutil would wait for a zombie.
        self.services.valkey._reap(timeout_seconds=PATIENCE_SECONDS)
        if wiped:
            shutil.rmtree(self.services.valkey.data)
        self.kills[point] += 1

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=2) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def said(self, name: str) -> str:
        log = self.place / f"{name}.log"
        return f"— {name}\n{log.read_text(errors='replace')[-4000:] if log.exists() else ''}"

    def leaves_nothing_behind(self) -> bool:
        """Of what the killed processes had started."""
        return not any(map(alive, self.below))

    def close(self) -> None:
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()
        self.nursery.close()
        self.services.release()
        clear(self.services)

    # What the database says

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(question, values)
            return cursor.fetchall() if cursor.description else []

    def database(self) -> AbstractContextManager[None]:
        return database(self.url, self.blocker)

    def bury_worker(self) -> None:
        """Wait until the database knows that the last one is dead, and let go what it held, unless nothing is held."""
        wait_until(lambda: not self.ask("select 1 from pg_stat_activity where application_name = 'worker'"))
        if self.ask("select 1 from activity_notice where state = 'due' and held_until > now() limit 1"):
            self.let_holds_run_out()

    def let_holds_run_out(self) -> None:
        """Instead of two minutes of waiting. Only ever called while nobody can be holding anything."""
        self.ask("update activity_notice set held_until = now() where state = 'due' and held_until > now()")

    def settle(self) -> None:
        """Wait until all that came due is dealt with."""
        self.eventually(lambda: self.ask(OWED) == [(0,)])

    def replace_worker(self) -> None:
        """One that lived through the death of its servers may hold what it then failed to send."""
        self.kill("worker")
        self.revive()

    def eventually(self, happens: Callable[[], object]) -> None:
        def one_of_these_days() -> object:
            self.keep_up()
            return happens()

        wait_until(one_of_these_days, lambda: "\n".join(self.said(name) for name in PROCESSES))


def wait_until(happens: Callable[[], object], said: Callable[[], str] = str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < deadline, said()
        # Most looks ask the database over a connection of their own: more of them would slow down what they wait for.
        time.sleep(0.05)
