"""Running the servers' own programs: as whom, in which environment, and whether one is still alive."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypedDict

import psutil

from kit.embedded.errors import EmbeddedError


class Drop(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@cache
def drop() -> Drop:
    """Whom the servers run as: PostgreSQL refuses to run as root. Empty when we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise EmbeddedError(
        "PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as."
    )


def server_environment() -> dict[str, str]:
    """Nothing of ours: PGPORT, PGDATA or a locale without UTF-8 would make a different server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": utf8_locale(), "LANG": utf8_locale()}


@cache
def utf8_locale() -> str:
    import locale

    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C"


def run(*command: str | Path, check: bool = False) -> int:
    """Run to the end as the servers' user; with `check`, raise EmbeddedError with the program's own words."""
    # A file, not a pipe: a daemon started by the command would hold the pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        code = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=server_environment(),
            check=False,
            **drop(),
        ).returncode
        if code and check:
            output.seek(0)
            raise EmbeddedError(f"{Path(command[0]).name} failed: {output.read().strip()[-2000:]}")
    return code


def can_run(*command: str | Path) -> bool:
    try:
        return run(*command) == 0
    except OSError:
        return False


def alive(pid: int, name: str) -> bool:
    """Neither gone, nor reused by another program, nor a zombie that nobody reaps."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and name in process.name()
    except psutil.Error:
        return False


def working_in(directory: Path, name: str) -> Iterator[psutil.Process]:
    """Processes of that program whose working directory it is: a killed postmaster leaves such backends behind."""
    for process in psutil.process_iter(["name"]):
        try:
            named = name in (process.info["name"] or "") and process.status() != psutil.STATUS_ZOMBIE
            if named and Path(process.cwd()) == directory:
                yield process
        except (psutil.Error, OSError):
            continue


def own(directory: Path) -> Path:
    """Make the directory, closed to everyone but the servers' user."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if who := drop():
        os.chown(directory, who["user"], who["group"])
    return directory
