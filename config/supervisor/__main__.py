import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config.supervisor.children import Child, stop_all
from config.supervisor.console import say, step
from kit.embedded import EmbeddedError, Services, ensure_env

PORT_SECONDS = 2
READY_SECONDS = 60
STOP_SECONDS = 1.5
LOOK_SECONDS = 0.2
LOOK_AT_SERVERS_SECONDS = 1
# Compression would cost each socket more memory and time than it saves: what goes over it is small.
SOCKETS = ("--ws-max-size", "1000000", "--ws-per-message-deflate", "false")


def main() -> None:
    arguments = parse()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, stop_requested)
    host, port = os.environ.get("HOST", "127.0.0.1"), port_number()
    refuse_taken(host, port)
    os.environ.setdefault("DEBRIEF_BASE_URL", f"http://localhost:{port}")
    children: list[Child] = []
    services: Services | None = None
    try:
        with step("Starting PostgreSQL and Valkey"):
            services = ensure_env()
        sign_ins = prepare()
        children += [Child(name, line, child_environment()) for name, line in commands(host, port, arguments.reload)]
        for child in children:
            child.start()
        wait_until_ready(host, port, children)
        say(f"\n  Debrief is at http://{shown(host)}:{port}/\n{sign_ins}\n  Ctrl-C stops it.\n")
        keep_up(children, services)
    except KeyboardInterrupt:
        say("\n· Stopping …")
    except EmbeddedError as error:
        stop(str(error))
    finally:
        # A second Ctrl-C must not leave anything behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop_all(children, STOP_SECONDS)
        if services is not None:
            services.release()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/dev", description="Run Debrief on this machine.")
    parser.add_argument("--reload", action="store_true", help="restart the web process when a source file changes")
    return parser.parse_args()


def stop_requested(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def stop(text: str) -> NoReturn:
    say(f"\n{text}", to=sys.stderr)
    raise SystemExit(1)


def port_number() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        stop(f"PORT must be a number between 1 and 65535, not {given!r}.")
    return int(given)


def refuse_taken(host: str, port: int) -> None:
    """Not at once: the web process of a supervisor that was killed needs a moment to let go of the port."""
    deadline = time.monotonic() + PORT_SECONDS
    while trouble := port_trouble(host, port):
        if time.monotonic() > deadline:
            stop(trouble)
        time.sleep(0.1)


def port_trouble(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} is reserved for root. Choose one above 1023: PORT=8000 bin/dev"
        except OSError as error:
            return f"Port {port} on {host} cannot be used ({error.strerror}). Choose another: PORT={port + 1} bin/dev"
    return ""


def prepare() -> str:
    """Migrate and seed; the sign-ins to show, or nothing when there is no demo."""
    with tempfile.TemporaryDirectory() as directory:
        sign_ins = Path(directory) / "sign-ins"
        code = subprocess.run(
            [sys.executable, "-m", "config.supervisor.preparation", str(sign_ins)], check=False
        ).returncode
        if code in (-signal.SIGINT, -signal.SIGTERM):
            raise KeyboardInterrupt
        if code:
            stop("The database could not be prepared: the last line above says why. Nothing was started.")
        return sign_ins.read_text() if sign_ins.exists() else ""


def commands(host: str, port: int, reload: bool) -> list[tuple[str, list[str]]]:
    python = [sys.executable, "-m"]
    web = [*python, "uvicorn", "config.asgi:application", "--host", host, "--port", str(port)]
    web += ["--no-access-log", "--timeout-graceful-shutdown", "1", "--log-level", "warning", *SOCKETS]
    if reload:
        web += ["--reload", "--reload-include", "*.html", "--reload-exclude", "var/*"]
    celery = [*python, "celery", "--quiet", "-A"]
    worker = [
        *celery,
        "config",
        "worker",
        "-P",
        "threads",
        "-c",
        "4",
        "--without-gossip",
        "--without-mingle",
        "-l",
        "WARNING",
    ]
    beat = [*celery, "config.beat", "beat", "--pidfile=", "-l", "WARNING"]
    return [("web", web), ("worker", worker), ("beat", beat)]


def child_environment() -> dict[str, str]:
    # Celery warns about root at every start, WhiteNoise about collected files that only production has.
    quiet = ("ignore::UserWarning:celery.platforms", "ignore:No directory at:UserWarning")
    warnings = ",".join(part for part in (os.environ.get("PYTHONWARNINGS"), *quiet) if part)
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": warnings}


def wait_until_ready(host: str, port: int, children: Sequence[Child]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        for child in children:
            child.keep_up()
        if answers(host, port):
            return
        time.sleep(0.05)
    stop(f"Debrief does not answer on port {port} after {READY_SECONDS} s: the lines of web above say why.")


def answers(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{shown(host)}:{port}/healthz", timeout=2) as response:
            return bool(response.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104  (shown, not bound)


def keep_up(children: Sequence[Child], services: Services | None) -> None:
    """Until interrupted. The servers are looked after apart, for starting one may take seconds."""
    if services is not None:
        threading.Thread(target=keep_servers, args=(services,), daemon=True).start()
    while True:
        for child in children:
            child.keep_up()
        time.sleep(LOOK_SECONDS)


def keep_servers(services: Services) -> None:
    trouble = ""
    while True:
        try:
            if names := services.ensure():
                say(f"{' and '.join(names)} had stopped; running again", who="debrief")
            trouble = ""
        except (EmbeddedError, OSError) as error:
            if str(error) != trouble:
                trouble = str(error)
                say(trouble, who="debrief")
        time.sleep(LOOK_AT_SERVERS_SECONDS)


if __name__ == "__main__":
    main()
