"""The processes that are kept running."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

from config.supervisor.console import say

# How long a child that keeps dying is left alone; one that lived for CALM_SECONDS begins anew.
PAUSES_SECONDS = (0.2, 1, 2, 4, 8, 15)
CALM_SECONDS = 20

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent() -> None:
    """So that a killed supervisor leaves no web process behind that holds the port."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self.process: subprocess.Popen[str] | None = None
        self.deaths = 0
        self.started_at = 0.0
        self.due_at = 0.0

    def start(self) -> None:
        """Call it from the main thread only: the kernel ties the child's life to the thread that starts it."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            bufsize=1,
            # Its own session: Ctrl-C reaches the supervisor alone, which stops the others in order.
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509  (one system call, nothing a thread could hold)
        )
        threading.Thread(target=self._relay, args=(self.process,), daemon=True).start()

    def _relay(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip():
                say(line.rstrip(), who=self.name)

    def keep_up(self) -> None:
        """Start it again when it has died and its pause is over."""
        now = time.monotonic()
        if self.process is not None:
            if (code := self.process.poll()) is None:
                return
            if now - self.started_at > CALM_SECONDS:
                self.deaths = 0
            pause = PAUSES_SECONDS[min(self.deaths, len(PAUSES_SECONDS) - 1)]
            self.deaths += 1
            self.process, self.due_at = None, now + pause
            say(f"{self.name} stopped ({ending(code)}); starting it again in {pause} s", who="debrief")
            if self.deaths == len(PAUSES_SECONDS):
                say(f"{self.name} stops again and again: its last lines above say why", who="debrief")
        if now >= self.due_at:
            self.start()

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                pass

    def gone(self) -> bool:
        return self.process is None or self.process.poll() is not None


def ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def stop_all(children: Sequence[Child], patience_seconds: float) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + patience_seconds
    while time.monotonic() < deadline and not all(child.gone() for child in children):
        time.sleep(0.02)
    for child in children:
        child.signal(signal.SIGKILL)
    for child in children:
        if child.process is not None:
            child.process.wait()
