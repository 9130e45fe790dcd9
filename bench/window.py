"""A window that opens costs much: Chromium fills bars and menus. A page is measured in a window that stands."""

from __future__ import annotations

import os
import time

import psutil

from bench import product

LOOK_SECONDS = 0.25
# Of one core.
IDLE = 0.1
PATIENCE_SECONDS = 15


def settle() -> None:
    """Wait until the browsers that this process started do nothing."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    quiet = 0
    while quiet < 2 and time.monotonic() < deadline:
        before = _spent()
        time.sleep(LOOK_SECONDS)
        quiet = quiet + 1 if _spent() - before < IDLE * LOOK_SECONDS else 0


def _spent() -> float:
    own = psutil.Process(os.getpid()).children(recursive=True)
    return product.cpu_seconds([process for process in own if "chrom" in _name(process)])


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""
