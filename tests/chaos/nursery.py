"""Web and worker processes that are there at once: forked from one that has loaded the product and serves nobody.

So a hundred of them can be killed within a minute. They run what `bin/dev` runs, each under a name of its own; from
being forked on they are as `python -m` would have made them.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import psutil

from config.supervisor.__main__ import child_environment
from config.supervisor.children import die_with_parent
from tests.product import PATIENCE_SECONDS, ROOT

LOADED = (
    "config.asgi",
    "uvloop",
    "httptools",
    "uvicorn.main",
    "uvicorn.protocols.http.httptools_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
    "celery.bin.worker",
    "celery.apps.worker",
    "celery.concurrency.prefork",
    "celery.concurrency.thread",
    "kombu.transport.redis",
)


class Born:
    """As much of a subprocess as a test wants of it. The nursery, whose child it is, leaves no zombies."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.process = psutil.Process(pid)

    def poll(self) -> int | None:
        return None if self.process.is_running() else -1

    def wait(self) -> None:
        self.process.wait(PATIENCE_SECONDS)


class Nursery:
    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        with log.open("a") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.nursery"],
                cwd=ROOT,
                env={**child_environment(), **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                preexec_fn=die_with_parent,
            )

    def bear(self, name: str, command: Sequence[str], log: Path) -> Born:
        """`command` begins with Python and -m; `name` is what the database calls its connections."""
        assert self.process.stdin is not None and self.process.stdout is not None
        print(json.dumps([name, list(command)[2:], str(log)]), file=self.process.stdin, flush=True)
        return Born(int(self.process.stdout.readline()))

    def close(self) -> None:
        with self.process:
            self.process.kill()


def main() -> None:
    """Reads what to run, line by line, and answers each with the process that does."""
    load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.readline():
        name, command, log = json.loads(line)
        pid = os.fork()
        if pid == 0:
            live(name, command, log)
        own_group(pid)
        print(pid, flush=True)


def load() -> None:
    """What they load before they can do anything, and what each would check of it anew."""
    for name in LOADED:
        import_module(name)
    from django.core.checks import run_checks
    from django.db import connections

    from config.celery import app

    app.loader.import_default_modules()
    run_checks()
    connections.close_all()


def own_group(pid: int) -> None:
    """Asked for by both, as shells do: whoever comes first. `kill -9` goes to the group."""
    try:
        os.setpgid(pid, pid)
    except (PermissionError, ProcessLookupError):
        return


def live(name: str, command: list[str], log: str) -> NoReturn:
    from django.conf import settings

    own_group(0)
    die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing, said = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for number, place in ((0, nothing), (1, said), (2, said)):
        os.dup2(place, number)
    settings.DATABASES["default"].setdefault("OPTIONS", {})["application_name"] = name
    sys.argv = command
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
