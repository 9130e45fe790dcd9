"""Two web processes on one site, and what is killed below the people who type through them."""

import os
import random
import signal
import socket
import subprocess
import sys

import psutil

from config.supervisor.__main__ import child_environment
from config.supervisor.children import die_with_parent
from tests.chaos.gates import shut
from tests.chaos.installation import Site, wait_until
from tests.product import ROOT, free_port

NAMED = "select application_name from pg_stat_activity where pid = any(%s)"


class Twins:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.origin = f"http://localhost:{site.port}"
        self.ports = {"twin-1": free_port(), "twin-2": free_port()}
        own = {
            "DEBRIEF_ENV": "development",
            "DEBRIEF_BASE_URL": self.origin,
            "DATABASE_URL": site.url,
            "REDIS_URL": site.services.valkey.url,
        }
        self.log = (site.place / "twins.log").open("a")
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.nursery"],
            cwd=ROOT,
            env=child_environment() | own,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            preexec_fn=die_with_parent,
        )
        self.pids: dict[str, int] = {}
        for name in self.ports:
            self.start(name)

    def start(self, name: str) -> None:
        assert self.nursery.stdin is not None and self.nursery.stdout is not None
        print(name, self.ports[name], file=self.nursery.stdin, flush=True)
        self.pids[name] = int(self.nursery.stdout.readline())
        wait_until(lambda: self.listens(name), self.said)

    def listens(self, name: str) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.ports[name])) == 0

    def kill(self, name: str, *, point: str) -> None:
        os.kill(self.pids[name], signal.SIGKILL)
        # Until it is gone, the port is its own.
        wait_until(lambda: not psutil.pid_exists(self.pids[name]))
        self.site.kills[point] += 1

    def said(self) -> str:
        return (self.site.place / "twins.log").read_text(errors="replace")[-4000:]

    def close(self) -> None:
        with self.nursery:
            self.nursery.kill()
        for pid in self.pids.values():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.log.close()

    # What happens to them

    def lose_one(self, rng: random.Random) -> None:
        """At any moment."""
        name = rng.choice(sorted(self.ports))
        self.kill(name, point="web")
        self.start(name)

    def lose_one_at(self, gate: str) -> None:
        """Exactly before a word is stored, which then it is not; or when it is stored and nobody was told."""
        with shut(self.site.url, gate) as closed:
            self.site.eventually(closed.waiting)
            [(name,)] = self.site.ask(NAMED, closed.waiting())
            self.kill(name, point=f"web: {gate}")
            if gate == "appending":
                closed.cut_off()
        self.start(name)

    def lose_postgres(self) -> None:
        self.site.kill_postgres(point="PostgreSQL")
        assert self.site.services.ensure() == ["PostgreSQL"]

    def lose_valkey(self, *, wiped: bool) -> None:
        self.site.kill_valkey(point="Valkey", wiped=wiped)
        assert self.site.services.ensure() == ["Valkey"]
