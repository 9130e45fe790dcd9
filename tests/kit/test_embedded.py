import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from kit import embedded
from kit.embedded import EmbeddedError, Services
from kit.embedded.processes import drop, working_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Longer than a socket's address may be, with blanks and letters beyond ASCII."""
    return tmp_path / "a place with blanks" / ("é" * 50) / "var"


@pytest.fixture
def services(state: Path) -> Iterator[Services]:
    services = Services(state)
    services.acquire()
    yield services
    services.release()
    if services.postgres.home != state:
        shutil.rmtree(services.postgres.home)


def postmaster(services: Services) -> int:
    return int((services.postgres.data / "postmaster.pid").read_text().split()[0])


def execute(services: Services, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(services.postgres.url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_it_finds_words_whatever_the_letters_and_quotes(services: Services) -> None:
    found = execute(services, "select to_tsvector('simple', '“Café–naïve” ÉTÉ')::text")
    assert found == [("'café':1 'naïve':2 'été':3",)]


def test_it_listens_on_no_port(services: Services) -> None:
    pids = {postmaster(services), *(p.pid for p in working_in(services.valkey.data, "valkey-server"))}
    assert len(pids) == 2
    assert [c for pid in pids for c in psutil.Process(pid).net_connections("inet")] == []


def test_it_keeps_every_acknowledged_row_when_postgresql_is_killed(services: Services) -> None:
    execute(services, "create table kept (id int)")
    for number in range(5):
        execute(services, f"insert into kept values ({number})")
        os.kill(postmaster(services), signal.SIGKILL)
        assert services.ensure() == ["PostgreSQL"]
    assert execute(services, "select count(*) from kept") == [(5,)]


def test_it_keeps_the_queue_when_valkey_is_killed(services: Services) -> None:
    with redis.Redis.from_url(services.valkey.url) as client:
        client.config_set("appendfsync", "always")
        client.rpush("queue", "task")
    for process in working_in(services.valkey.data, "valkey-server"):
        process.kill()
        process.wait()
    assert services.ensure() == ["Valkey"]
    with redis.Redis.from_url(services.valkey.url) as client:
        assert client.lrange("queue", 0, -1) == [b"task"]


def test_it_does_not_take_a_stranger_with_the_old_number_for_the_server(services: Services) -> None:
    pid_file = services.postgres.data / "postmaster.pid"
    remembered = pid_file.read_text().splitlines()
    services.postgres.stop()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *remembered[1:]]) + "\n")
        if who := drop():
            os.chown(pid_file, who["user"], who["group"])
        assert services.ensure() == ["PostgreSQL"]
        assert stranger.poll() is None
        stranger.kill()


def test_it_stops_with_its_last_user_and_not_before(services: Services, state: Path) -> None:
    other = Services(state)
    other.acquire()
    services.release()
    assert execute(other, "select 1") == [(1,)]
    other.release()
    assert not other.postgres.up()
    assert not other.valkey.up()


def test_it_never_uses_a_half_made_cluster(services: Services) -> None:
    data = services.postgres.data
    services.postgres.stop()
    data.rename(data.with_name("pg.init"))
    (data.with_name("pg.init") / "PG_VERSION").unlink()
    assert services.ensure() == ["PostgreSQL"]
    assert execute(services, "select 1") == [(1,)]


def test_it_refuses_to_start_empty_beside_data_of_another_version(services: Services) -> None:
    services.postgres.stop()
    services.postgres.data.rename(services.postgres.home / "pg11")
    with pytest.raises(EmbeddedError, match="pg11"):
        services.ensure()


def fresh(**environment: str) -> "subprocess.CompletedProcess[str]":
    code = "from kit.embedded import ensure_env; import os; print(ensure_env(), os.environ['DATABASE_URL'])"
    clean = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False)


def test_it_leaves_servers_that_are_named_alone(tmp_path: Path) -> None:
    result = fresh(DATABASE_URL="postgres://there/db", REDIS_URL="redis://there", DEBRIEF_VAR=str(tmp_path / "var"))
    assert result.stdout == "None postgres://there/db\n"
    assert not (tmp_path / "var").exists()


def test_it_refuses_to_stand_in_for_servers_in_production(tmp_path: Path) -> None:
    result = fresh(DEBRIEF_ENV="production", REDIS_URL="redis://there", DEBRIEF_VAR=str(tmp_path / "var"))
    assert "DATABASE_URL must be set in production" in result.stderr
    assert not (tmp_path / "var").exists()


def test_it_says_what_to_do_when_its_directory_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedError, match="set DEBRIEF_VAR to another"):
        Services(tmp_path / "file" / "var").acquire()


def test_it_hands_back_the_same_servers_within_one_process() -> None:
    first = embedded.ensure_env()
    assert first is embedded.ensure_env()
