"""Make .venv from the locked requirements, or bring it up to date. Standard library only.

    python bin/_environment.py run     what the product needs (requirements.lock)
    python bin/_environment.py dev     and what its tests and checks need (requirements-dev.lock)

Every package is installed by version and hash: with uv when it can be had, for speed, else with pip.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "debrief.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
INSTALLER = ROOT / "requirements-installer.lock"


def main() -> None:
    kind = sys.argv[1]
    with exclusive():
        wanted = {name: digest(path) for name, path in LOCKS.items() if name in ("run", kind)}
        stamp = read_stamp()
        if stamp.get("place") != str(VENV) or not works():
            make()
            stamp = {"place": str(VENV)}
        if any(stamp.get(name) != value for name, value in wanted.items()):
            install(LOCKS[kind])
            # The development lock holds everything of the other, so installing it settles both.
            STAMP.write_text(json.dumps(stamp | wanted))


@contextlib.contextmanager
def exclusive() -> Iterator[None]:
    try:
        lock = (ROOT / ".venv.lock").open("a")  # noqa: SIM115  (held by the with below)
    except OSError as error:
        stop(f"{ROOT} cannot be written to ({error.strerror}). Debrief keeps its environment there, in .venv.")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def works() -> bool:
    """False after the Python it was made with has gone."""
    try:
        return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        command = [sys.executable, "-m", "venv", str(VENV)]
    elif uv := shutil.which("uv"):
        command = [uv, "venv", "--quiet", "--seed", "--python", sys.executable, str(VENV)]
    else:
        stop(
            "This Python cannot make virtual environments: the modules venv and ensurepip are missing.\n"
            "On Debian or Ubuntu: apt install python3-venv. Then start again."
        )
    with step("Making the environment in .venv"):
        if output := failure(command):
            stop(
                f"The environment could not be made:\n{output}\nOn Debian or Ubuntu apt install python3-venv may help."
            )


def install(lock: Path) -> None:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    packages = sum(1 for line in lock.read_text().splitlines() if "==" in line and line[0].isalnum())
    with step(f"Installing {packages} packages from {lock.name}"):
        uv = VENV / "bin" / "uv"
        quick = [str(uv), "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)]
        if not failure([*pip, "-r", str(INSTALLER)]) and not failure(quick):
            return
        if output := failure([*pip, "-r", str(lock)]):
            stop(
                f"The packages could not be installed:\n{output}\n"
                "Is there a connection to the package index, and room on the disk? Starting again continues here."
            )


def failure(command: list[str]) -> str:
    """What a failing command said, at most its last lines; empty when it succeeded."""
    with tempfile.TemporaryFile("w+") as output:
        try:
            code = subprocess.run(command, stdout=output, stderr=output, cwd=ROOT, check=False).returncode
        except OSError as error:
            return str(error)
        output.seek(0)
        return "\n".join(output.read().strip().splitlines()[-12:]) or f"exit code {code}" if code else ""


@contextlib.contextmanager
def step(text: str) -> Iterator[None]:
    started = time.monotonic()
    print(f"· {text} …", flush=True)
    yield
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def stop(text: str) -> NoReturn:
    print(text, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print(f"\nStopped. Run it again to continue (in {ROOT.name}).", file=sys.stderr)
        raise SystemExit(130) from None
