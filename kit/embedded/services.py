"""Who uses the servers, and when they may stop."""

import atexit
import fcntl
import hashlib
import os
import secrets
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kit.embedded.binaries import PRIVATE
from kit.embedded.errors import EmbeddedError
from kit.embedded.postgres import Postgres
from kit.embedded.processes import drop, own
from kit.embedded.valkey import Valkey


class Services:
    """The servers of one state directory, shared by every process that holds a lease on it.

    Starting and stopping is serialised by one lock. A lease is a shared lock the kernel takes back when its holder
    dies however it dies; whoever can turn it into an exclusive one is the last user, and stops the servers.
    """

    def __init__(self, state: Path, *, postgres: bool = True, valkey: bool = True, volatile: bool = False) -> None:
        self.state = state
        self.volatile = volatile
        self.wants_postgres = postgres
        self.wants_valkey = valkey
        self._lease: IO[str] | None = None

    def acquire(self) -> None:
        """Start what is not running and hold it until `release` or the end of this process."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            lease = (self.state / "lease").open("a+")  # noqa: SIM115  (held until release)
            self.locate()
        except OSError as error:
            raise EmbeddedError(
                f"The directory for data, {self.state}, cannot be used: {error.strerror}. "
                "Free it or set DEBRIEF_VAR to another."
            ) from error
        with self._lock():
            fcntl.flock(lease, fcntl.LOCK_SH)
            self._lease = lease
            self._start()
        pid = os.getpid()
        # Forked children inherit the handler, and must not stop what their parent uses.
        atexit.register(lambda: self.release() if os.getpid() == pid else None)

    def ensure(self) -> list[str]:
        """Bring back what died, and name it. Cheap when nothing did, so call it every second."""
        if all(server.up() for server in self._servers()):
            return []
        with self._lock():
            # Another thread may have released in the meantime; what it stopped stays stopped.
            return self._start() if self._lease is not None else []

    def release(self) -> None:
        """Give the lease back and, when nobody else holds one, stop the servers."""
        if self._lease is None:
            return
        lease, self._lease = self._lease, None
        with lease, self._lock():
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            for server in self._servers():
                server.stop()

    def environment(self) -> dict[str, str]:
        return {server.variable: server.url for server in self._servers()}

    def _servers(self) -> Iterator[Postgres | Valkey]:
        if self.wants_postgres:
            yield self.postgres
        if self.wants_valkey:
            yield self.valkey

    def _start(self) -> list[str]:
        return [server.name for server in self._servers() if server.start()]

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.state / "lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def locate(self) -> None:
        """Find where the servers' data and sockets are, without starting anything."""
        home = self._home()
        sockets = socket_directory(home)
        self.postgres = Postgres(home, sockets, volatile=self.volatile)
        self.valkey = Valkey(home, sockets, volatile=self.volatile)

    def _home(self) -> Path:
        """Where the data is: the state directory, unless the servers' user cannot get there (it is below /root)."""
        if not (who := drop()):
            return self.state
        reachable = subprocess.run(["test", "-x", self.state], cwd="/", check=False, **who).returncode == 0
        if reachable:
            return self.state
        name = self.state / "data-elsewhere"
        with self._lock():
            if not name.exists():
                # Not a hash of the path: a new checkout in an old one's place must not find the old one's data.
                name.write_text(str(PRIVATE / f"data-{secrets.token_hex(6)}"))
        home = Path(name.read_text().strip())
        home.mkdir(parents=True, exist_ok=True)
        for directory in (PRIVATE, home):
            directory.chmod(0o755)
        return home


def socket_directory(home: Path) -> Path:
    """Short, for a socket's address has room for 108 bytes; the same whatever TMPDIR says; and surely ours."""
    shared = Path("/tmp")  # noqa: S108  (what is found there is looked at before it is trusted)
    base = shared if os.access(shared, os.W_OK) else Path(tempfile.gettempdir())
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    directory = base / f"debrief-{os.geteuid()}-{digest}"
    with suppress(FileExistsError):
        directory.mkdir(mode=0o700)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), drop().get("user")):
        raise EmbeddedError(f"{directory} belongs to somebody else. Remove it and start again.")
    directory.chmod(0o700)
    return own(directory)
