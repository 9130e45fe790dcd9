"""Plain HTTP on a real socket, with handlers that show what reached them."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from config.gateway import IN_MEMORY, LONGEST_BODY, Gateway

reached: list[dict[str, Any]] = []


def handler(environ: dict[str, Any], start: Any) -> HttpResponseBase:
    reached.append(environ)
    body = environ["wsgi.input"].read()
    response: HttpResponseBase
    if environ["PATH_INFO"] == "/parts":
        thread = threading.get_ident()
        response = StreamingHttpResponse(_parts(thread))
    else:
        shown = {name: value for name, value in environ.items() if isinstance(value, str)}
        response = HttpResponse(json.dumps({"body": len(body), **shown}), content_type="application/json")
    start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return response


def _parts(thread: int) -> Iterator[bytes]:
    for place in range(40):
        assert threading.get_ident() == thread
        yield f"{place};".encode() + b"x" * 100_000


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    reached.clear()
    gateway = Gateway(handler, threads=2)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(gateway, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()
        server.should_exit = True
        thread.join()


def ask(address: tuple[str, int], method: str = "GET", path: str = "/", **given: Any) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(*address, timeout=30)
    try:
        connection.request(method, path, **given)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_it_says_what_was_asked(address: tuple[str, int]) -> None:
    headers = {"Content-Type": "text/x", "X-Word": "a", "Cookie": "b=c", "X_Forged": "no"}
    status, content = ask(address, "POST", "/caf%C3%A9/?q=1%202", body=b"four", headers=headers)
    said = json.loads(content)
    assert (status, said["body"], said["CONTENT_LENGTH"], said["CONTENT_TYPE"]) == (200, 4, "4", "text/x")
    assert said["PATH_INFO"].encode("latin-1").decode() == "/café/" and said["QUERY_STRING"] == "q=1%202"
    assert said["HTTP_X_WORD"] == "a" and said["HTTP_COOKIE"] == "b=c" and said["REMOTE_ADDR"] == "127.0.0.1"
    assert "HTTP_X_FORGED" not in said


def test_it_takes_a_body_that_comes_in_chunks(address: tuple[str, int]) -> None:
    """Without a length, as many senders of webhooks do."""
    _, content = ask(address, "POST", body=iter([b"one", b"three"]), encode_chunked=True)
    said = json.loads(content)
    assert (said["body"], said["CONTENT_LENGTH"]) == (8, "8")


def test_it_takes_a_body_that_does_not_fit_in_memory(address: tuple[str, int]) -> None:
    _, content = ask(address, "POST", body=b"x" * (3 * IN_MEMORY))
    assert json.loads(content)["body"] == 3 * IN_MEMORY


def test_it_sends_a_long_answer_from_one_thread(address: tuple[str, int]) -> None:
    status, content = ask(address, path="/parts")
    assert status == 200 and content.startswith(b"0;") and len(content) > 40 * 100_000


def test_it_refuses_what_nobody_needs_to_send(address: tuple[str, int]) -> None:
    status, content = ask(address, "POST", body=b"x" * (LONGEST_BODY + 1))
    assert status == 413 and b"64 MB" in content and not reached


def test_it_drops_half_a_form(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as half:
        half.sendall(b"POST /half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nbody=half")
    assert json.loads(ask(address)[1])["PATH_INFO"] == "/"
    assert [environ["PATH_INFO"] for environ in reached] == ["/"]
