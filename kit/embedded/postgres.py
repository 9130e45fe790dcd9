"""One PostgreSQL cluster on a Unix socket."""

import os
import shutil
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from kit.embedded.binaries import postgres_bin, postgres_major
from kit.embedded.errors import EmbeddedError
from kit.embedded.processes import alive, own, run, utf8_locale, working_in

PATIENCE_SECONDS = 60
# A server that is alive and refuses connections without saying that it is starting up has lost its socket.
LOST_SECONDS = 10

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "jit": "off",
    "max_logical_replication_workers": "0",
}
# Three processes fewer; what they would read ahead is in the system's cache on a machine of this size.
SINCE_18 = {"io_method": "sync"}
# Before it recovers from a kill, PostgreSQL brings everything to the disk: by one call instead of a thousand files'.
SINCE_14_ON_LINUX = {"recovery_init_sync_method": "syncfs"}
# Only for data nobody minds losing: tests.
VOLATILE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postgres:
    name = "PostgreSQL"
    variable = "DATABASE_URL"

    def __init__(self, home: Path, sockets: Path, *, volatile: bool = False) -> None:
        self.home = home
        self.sockets = sockets
        self.volatile = volatile
        self.url = self.url_of("debrief")

    def url_of(self, database: str) -> str:
        return f"postgres://debrief@{quote(str(self.sockets), safe='')}:5432/{database}"

    @property
    def data(self) -> Path:
        return self.home / f"pg{postgres_major()}"

    def up(self) -> bool:
        return self._refusal() is None

    def start(self) -> bool:
        """True when it had to be started."""
        if self.up():
            return False
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        deadline = time.monotonic() + PATIENCE_SECONDS
        lost_since: float | None = None
        while run(*self._pg_ctl("start")) or not self.up():
            refusal = self._refusal()
            if refusal is None:
                break
            if not self._sweep() and "starting up" not in refusal and "recovery" not in refusal:
                lost_since = lost_since or time.monotonic()
                if time.monotonic() - lost_since > LOST_SECONDS:
                    run(*self._pg_ctl("stop", "-m", "immediate"))
                    lost_since = None
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL does not start. The end of {self._log}:\n{self._log_end()}")
            time.sleep(0.2)
        self._create_database()
        return True

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            run(*self._pg_ctl("stop", "-m", "fast", "-t", "10"))

    @property
    def _log(self) -> Path:
        return self.data / "server.log"

    def _log_end(self) -> str:
        return self._log.read_text(errors="replace")[-2000:] if self._log.exists() else "(no log)"

    def _refusal(self) -> str | None:
        """Why a query over our socket does not reach our cluster, or None. A pid file proves nothing."""
        try:
            with psycopg.connect(self.url_of("postgres"), connect_timeout=3) as connection:
                row = connection.execute("show data_directory").fetchone()
        except psycopg.OperationalError as error:
            return str(error)
        return None if row and Path(row[0]) == self.data else "another cluster answers on our socket"

    def _pg_ctl(self, *action: str) -> list[str | Path]:
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        settings |= VOLATILE if self.volatile else {}
        settings |= SINCE_18 if postgres_major() >= 18 else {}
        settings |= SINCE_14_ON_LINUX if postgres_major() >= 14 and sys.platform == "linux" else {}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        start: list[str | Path] = ["-l", self._log, "-o", options] if action[0] == "start" else []
        return [
            postgres_bin() / "pg_ctl",
            "-D",
            self.data,
            "-w",
            *([] if "-t" in action else ["-t", "30"]),
            *start,
            *action,
        ]

    def _create_cluster(self) -> None:
        """Made under another name and renamed when whole, so a half-made cluster is never used."""
        if others := [path.name for path in self.home.glob("pg[0-9][0-9]") if (path / "PG_VERSION").exists()]:
            raise EmbeddedError(
                f"The data in {self.home} is of {', '.join(others)}, the programs are PostgreSQL {postgres_major()}. "
                "Dump it with the old programs (PG_BIN_DIR) and load it with the new, or move it away to start empty."
            )
        part = self.home / "pg.init"
        shutil.rmtree(part, ignore_errors=True)
        own(part)
        arguments: list[str | Path] = [
            "-D",
            part,
            "-U",
            "debrief",
            "-A",
            "trust",
            "--encoding=UTF8",
            f"--locale={utf8_locale()}",
        ]
        if postgres_major() >= 18:
            arguments += ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
        if self.volatile:
            arguments += ["--no-sync"]
        try:
            run(postgres_bin() / "initdb", *arguments, check=True)
        except EmbeddedError as error:
            if "could not look up effective user" in str(error):
                raise EmbeddedError(f"User id {os.geteuid()} has no name on this system: set DATABASE_URL.") from error
            raise
        part.rename(self.data)

    def _sweep(self) -> bool:
        """Remove what a killed server left behind; False while something of it lives."""
        pid_file = self.data / "postmaster.pid"
        pid = first_number(pid_file)
        if (pid and alive(pid, "postgres") and self._is_ours(pid)) or any(working_in(self.data, "postgres")):
            return False
        for path in (pid_file, self.sockets / ".s.PGSQL.5432.lock", self.sockets / ".s.PGSQL.5432"):
            path.unlink(missing_ok=True)
        return True

    def _is_ours(self, pid: int) -> bool:
        return any(process.pid == pid for process in working_in(self.data, "postgres"))

    def _create_database(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_database where datname = 'debrief'").fetchone():
                connection.execute("create database debrief")


def first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
