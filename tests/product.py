"""bin/dev's own processes on a place of their own, for tests that kill and stop them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil

from kit.embedded import Services

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(happens: Callable[[], object], said: Path | None = None) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < deadline, said.read_text() if said else ""
        time.sleep(0.02)


def process_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def clear(services: Services) -> None:
    """What stopped servers leave outside of the place they were given."""
    shutil.rmtree(services.postgres.sockets)
    if services.postgres.home != services.state:
        shutil.rmtree(services.postgres.home)


class Product:
    def __init__(self, place: Path) -> None:
        self.port = free_port()
        self.state = place / "var"
        self.said = place / "said"
        self.start()

    def start(self) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        own = {
            "PORT": str(self.port),
            "DEBRIEF_VAR": str(self.state),
            "DEBRIEF_ENV": "development",
            "DEBRIEF_DEMO": "no",
        }
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"], cwd=ROOT, env=clean | own, stdout=said, stderr=said
            )

    def wait(self) -> None:
        """Until it answers and has said so."""
        eventually(self.answers, self.said)
        eventually(lambda: "Ctrl-C stops it" in self.said.read_text(), self.said)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.said.read_text()
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=2) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def child(self, name: str) -> psutil.Process | None:
        marks = {"web": "uvicorn", "worker": "worker", "beat": "beat"}
        for process in psutil.Process(self.process.pid).children():
            if marks[name] in process_line(process)[2:]:
                return process
        return None

    def services(self) -> Services:
        services = Services(self.state)
        services.locate()
        return services

    def postmaster(self) -> int:
        return int((self.services().postgres.data / "postmaster.pid").read_text().split()[0])

    def valkey(self) -> psutil.Process:
        socket = str(self.services().valkey.socket)
        [server] = [process for process in psutil.process_iter() if socket in " ".join(process_line(process))]
        return server

    def interrupt(self) -> int:
        """Ctrl-C; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    def remove(self) -> None:
        if self.process.poll() is None:
            self.interrupt()
        clear(self.services())
