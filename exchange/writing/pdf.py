"""HTML as PDF, in a process of its own that has a deadline, no network and no files."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

from kit.errors import Refused

# What the process needs to find Python and fonts; our secrets it does not.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "XDG_CACHE_HOME", "FONTCONFIG_FILE")
DEADLINE = 90
MISSING = 3
WITHOUT = (
    "This installation cannot make PDF files: the system library Pango is missing. Print the page to a file instead, "
    "or ask an administrator to install what docs/running.md names."
)


class Unmade(Exception):
    """The PDF was not made; the sentence says why."""


def pdf(html: str, *, title: str) -> bytes:
    """Raises Refused when Pango is not here, Unmade when it took too long or failed."""
    command = [sys.executable, "-m", "exchange.printing", title[:200]]
    try:
        ended = subprocess.run(
            command,
            input=html.encode(),
            capture_output=True,
            timeout=DEADLINE,
            cwd=settings.BASE_DIR,
            check=False,
            env=_surroundings(),
        )
    except subprocess.TimeoutExpired:
        raise Unmade("This write-up takes too long to print. Print the page from the browser instead.") from None
    if ended.returncode == MISSING:
        raise Refused(WITHOUT)
    if ended.returncode != 0 or not ended.stdout.startswith(b"%PDF-"):
        raise Unmade("The PDF could not be made. Print the page from the browser instead.")
    return ended.stdout


def _surroundings() -> dict[str, str]:
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}
