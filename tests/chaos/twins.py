"""Two web processes on one site, and what is killed below the people who type through them."""

import os
import random
import signal
import socket

import psutil

from config.supervisor.__main__ import commands
from tests.chaos.gates import shut
from tests.chaos.installation import Site, wait_until
from tests.product import free_port

NAMED = "select application_name from pg_stat_activity where pid = any(%s)"


class Twins:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.origin = f"http://localhost:{site.port}"
        self.ports = {"twin-1": free_port(), "twin-2": free_port()}
        self.log = site.place / "twins.log"
        self.pids: dict[str, int] = {}
        for name in self.ports:
            self.start(name)

    def start(self, name: str) -> None:
        command = dict(commands("127.0.0.1", self.ports[name], reload=False))["web"]
        self.pids[name] = self.site.nursery.bear(name, command, self.log).pid
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
        return self.log.read_text(errors="replace")[-4000:]

    def close(self) -> None:
        for pid in self.pids.values():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

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
