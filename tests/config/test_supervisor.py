"""bin/dev as a person uses it: it comes up, it brings back what dies, it goes when told."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kit.embedded import Services

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(happens: Callable[[], object], said: Path | None = None) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < deadline, said.read_text() if said else ""
        time.sleep(0.05)


def process_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


class Product:
    def __init__(self, place: Path) -> None:
        self.port = free_port()
        self.state = place / "var"
        self.said = place / "said"
        clean = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        own = {
            "PORT": str(self.port),
            "DEBRIEF_VAR": str(self.state),
            "DEBRIEF_ENV": "development",
            "DEBRIEF_DEMO": "no",
        }
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"], cwd=ROOT, env=clean | own, stdout=said, stderr=said
            )

    def answers(self) -> bool:
        assert self.process.poll() is None, self.said.read_text()
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=2) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def child(self, name: str) -> psutil.Process | None:
        marks = {"web": "uvicorn", "worker": "worker", "beat": "beat"}
        for process in psutil.Process(self.process.pid).children():
            if marks[name] in process_line(process)[2:]:
                return process
        return None

    def services(self) -> Services:
        services = Services(self.state)
        services.locate()
        return services


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(tmp_path_factory.mktemp("a product"))
    eventually(product.answers)
    eventually(lambda: "Ctrl-C stops it" in product.said.read_text(), product.said)
    yield product
    if product.process.poll() is None:
        product.process.send_signal(signal.SIGINT)
        product.process.wait(20)
    home = product.services().postgres.home
    if home != product.state:
        shutil.rmtree(home)


def test_it_says_where_it_is(product: Product) -> None:
    assert f"http://localhost:{product.port}/" in product.said.read_text()


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_it_starts_a_process_again_that_was_killed(product: Product, name: str) -> None:
    before = product.child(name)
    assert before is not None
    before.kill()
    eventually(lambda: (now := product.child(name)) and now.pid != before.pid, product.said)
    eventually(product.answers)


def test_it_starts_postgresql_again_when_it_was_killed(product: Product) -> None:
    postgres = product.services().postgres
    pid = int((postgres.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    eventually(postgres.up, product.said)


def test_it_starts_valkey_again_when_it_was_killed(product: Product) -> None:
    valkey = product.services().valkey
    [server] = [process for process in psutil.process_iter() if str(valkey.socket) in " ".join(process_line(process))]
    server.kill()
    eventually(valkey.up, product.said)


def test_it_says_what_to_do_when_the_port_is_taken(product: Product, tmp_path: Path) -> None:
    environment = os.environ | {"PORT": str(product.port), "DEBRIEF_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "config.supervisor"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert f"PORT={product.port + 1} bin/dev" in result.stderr


@pytest.mark.parametrize("port", ["eighty", "65536"])
def test_it_refuses_a_port_that_is_none(port: str) -> None:
    command = [sys.executable, "-m", "config.supervisor"]
    result = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PORT": port}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "PORT must be a number between 1 and 65535" in result.stderr


def test_it_stops_all_of_it_at_once(product: Product) -> None:
    processes = psutil.Process(product.process.pid).children(recursive=True)
    services = product.services()
    began = time.monotonic()
    product.process.send_signal(signal.SIGINT)
    assert product.process.wait(20) == 0
    assert time.monotonic() - began < 10
    assert not [process for process in processes if process.is_running()]
    assert not services.postgres.up()
    assert not services.valkey.up()
