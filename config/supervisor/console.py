"""What the person at the terminal sees."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

COLOURS = {"web": "36", "worker": "35", "beat": "33", "debrief": "1"}

_lock = threading.Lock()


def say(line: str, *, who: str = "", to: TextIO | None = None) -> None:
    """One whole line, whoever else is talking at the same time."""
    if who:
        label = f"{who:<7}"
        if sys.stdout.isatty():
            label = f"\x1b[{COLOURS.get(who, '0')}m{label}\x1b[0m"
        line = f"{label} | {line}"
    with _lock:
        stream = to or sys.stdout
        stream.write(f"{line}\n")
        stream.flush()


@contextmanager
def step(text: str) -> Iterator[None]:
    """Says what is going on, and how long it took when that was long enough to wonder."""
    started = time.monotonic()
    say(f"· {text} …")
    yield
    if (seconds := time.monotonic() - started) >= 1:
        say(f"  done in {seconds:.1f} s")
