"""One Valkey on a Unix socket: Celery's queue and the cache."""

import subprocess
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from kit.embedded.binaries import valkey_server
from kit.embedded.errors import EmbeddedError
from kit.embedded.processes import drop, own, server_environment

PATIENCE_SECONDS = 20


class Valkey:
    name = "Valkey"
    variable = "REDIS_URL"

    def __init__(self, home: Path, sockets: Path, *, volatile: bool = False) -> None:
        self.data = home / "valkey"
        self.socket = sockets / "valkey.sock"
        self.volatile = volatile
        self.url = f"unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def up(self) -> bool:
        try:
            with self._client() as client:
                return Path(client.config_get("dir")["dir"]) == self.data
        except (redis.RedisError, OSError):
            return False

    def start(self) -> bool:
        """True when it had to be started. The caller holds the lock: a second server would steal the socket."""
        if self.up():
            return False
        own(self.data)
        self._reap()
        log = self.data / "server.log"
        deadline = time.monotonic() + PATIENCE_SECONDS
        self._process = self._spawn(log)
        while not self.up():
            if self._process.poll() is not None or time.monotonic() > deadline:
                words = log.read_text(errors="replace")[-2000:] if log.exists() else "(no log)"
                raise EmbeddedError(f"Valkey does not start. The end of {log}:\n{words}")
            time.sleep(0.02)
        return True

    def stop(self) -> None:
        try:
            with self._client() as client:
                # The append-only file already holds the data.
                client.shutdown(nosave=True)
        except (redis.RedisError, OSError):
            pass
        self._reap(timeout_seconds=2)

    def _client(self) -> redis.Redis:
        # Without this the client retries for four seconds before it says that nobody is there.
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=3, retry=Retry(NoBackoff(), 0))

    def _spawn(self, log: Path) -> subprocess.Popen[bytes]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "logfile": str(log),
            "appendonly": "no" if self.volatile else "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        return subprocess.Popen(
            [valkey_server(), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=server_environment(),
            start_new_session=True,
            **drop(),
        )

    def _reap(self, timeout_seconds: float = 0) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            pass
