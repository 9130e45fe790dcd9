"""What bin/dev says when it cannot begin. What it does when something dies is in tests/chaos/test_supervised.py."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.product import ROOT


def test_it_says_what_to_do_when_the_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = os.environ | {"PORT": str(port), "DEBRIEF_VAR": str(tmp_path)}
        command = [sys.executable, "-m", "config.supervisor"]
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert f"PORT={port + 1} bin/dev" in result.stderr


@pytest.mark.parametrize("port", ["eighty", "65536"])
def test_it_refuses_a_port_that_is_none(port: str) -> None:
    command = [sys.executable, "-m", "config.supervisor"]
    result = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PORT": port}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "PORT must be a number between 1 and 65535" in result.stderr
