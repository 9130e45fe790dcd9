"""The browser of the browser tests: the Chromium this machine has; `python -m tests.chromium` makes sure of one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
MISSING = (
    "The browser tests need Chromium, and there is none.\n"
    "On Debian or Ubuntu: apt install chromium fonts-liberation (as root, bin/test does it itself). Or install Chrome, "
    "or name one: DEBRIEF_CHROMIUM=/path/to/chromium"
)


def find() -> str | None:
    if named := os.environ.get("DEBRIEF_CHROMIUM"):
        return named if os.access(named, os.X_OK) else None
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((str(place) for place in PLACES if place.exists()), None)


def main() -> int:
    if find():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("DEBRIEF_CHROMIUM"):
        print("· Installing Chromium for the browser tests (once, a minute or two) …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]):
            done = subprocess.run(["apt-get", "-qq", *arguments], env=quiet, stdout=subprocess.DEVNULL, check=False)
            if done.returncode:
                print(f"apt-get {arguments[0]} failed; its words are above.", file=sys.stderr)
                break
    if find():
        return 0
    print(MISSING, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
