"""The product's processes, started as `bin/dev` starts them, and what they cost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from config.supervisor.__main__ import commands

HOST, PORT = "127.0.0.1", int(os.environ.get("PORT") or 8109)
PATIENCE_SECONDS = 60


@contextmanager
def web(settings: str = "config.settings", port: int = PORT) -> Iterator[psutil.Process]:
    """The web process alone, so that nothing else works while a page is measured."""
    command = dict(commands(HOST, port, reload=False))["web"]
    own = {"DJANGO_SETTINGS_MODULE": settings, "DEBRIEF_BASE_URL": f"http://{HOST}:{port}"}
    with _running(command, port, own) as process:
        yield process


def collect_static() -> None:
    """As building an image does; for processes with the settings `bench.built`."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.built"}, check=True)


@contextmanager
def everything() -> Iterator[psutil.Process]:
    """Web, worker, beat and what keeps them running."""
    own = {"DEBRIEF_DEMO": "0", "PORT": str(PORT)}
    with _running([sys.executable, "-m", "config.supervisor"], PORT, own) as process:
        yield process


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[psutil.Process]:
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(process, port)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The web process does not answer on port {port}. Is another program there? Set PORT.")


def family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def servers() -> dict[str, list[psutil.Process]]:
    """The processes of PostgreSQL and of Valkey: those that work in this state directory's data."""
    found: dict[str, list[psutil.Process]] = {"postgres": [], "valkey": []}
    sockets = os.environ["REDIS_URL"].removeprefix("unix://")
    for process in psutil.process_iter():
        try:
            name, line = process.name(), process.cmdline()
            if name.startswith("postgres") and _data_of(process) == _data():
                found["postgres"].append(process)
            elif "valkey" in name and any(sockets in word for word in line):
                found["valkey"].append(process)
        except (psutil.Error, OSError):
            continue
    return found


def _data() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        row = cursor.fetchone()
    return os.path.realpath(row[0])


def _data_of(process: psutil.Process) -> str:
    return os.path.realpath(process.cwd())


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """Processor time so far, of those that still live."""
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


def megabytes(processes: Iterable[psutil.Process]) -> float:
    """Memory with shared pages divided among those that share them (PSS)."""
    return sum(_pss(process.pid) for process in processes) / 1024


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0
