"""The door to other machines: nothing private, and nothing but the address that was looked at."""

import socket
from typing import Any

import pytest

from kit import egress
from tests.standin import chat_room


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"]
    + ["::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "255.255.255.255"],
)
def test_it_knows_private_addresses(address: str) -> None:
    assert not egress.is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "140.82.112.3", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_it_knows_public_addresses(address: str) -> None:
    assert egress.is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]"])
def test_it_calls_nothing_private(host: str) -> None:
    with chat_room() as site, pytest.raises((egress.Forbidden, egress.Unanswered)):
        egress.post_json(f"http://{host}:{site.port}/x", {"text": "x"})
    assert not site.heard


def test_it_connects_to_the_address_it_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.113.7" if len(asked) == 1 else "127.0.0.1", port))]

    called: list[Any] = []

    def refuse(address: Any, **_: Any) -> socket.socket:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(egress, "is_public", lambda address: address != "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(egress.Unanswered):
        egress.post_json("http://rebind.example/x", {})
    assert asked == ["rebind.example"] and called == [("203.0.113.7", 80)]


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "https://", "https://me:secret@a.example/", "javascript:1", "x", ""]
)
def test_it_takes_addresses_of_the_web_only(url: str) -> None:
    with pytest.raises(egress.Forbidden):
        egress.examine(url)


def test_it_insists_on_https_in_production(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(egress.Forbidden):
        egress.examine("http://chat.example/x")
    assert egress.examine("https://chat.example/x").hostname == "chat.example"


def test_it_follows_no_redirect(settings: Any) -> None:
    settings.EGRESS_HOSTS = frozenset({"127.0.0.1"})
    with chat_room(302) as site:
        assert egress.post_json(site.url, {"text": "x"}).status == 302
    assert not site.heard


def test_it_says_in_words_why_nothing_came(settings: Any) -> None:
    settings.EGRESS_HOSTS = frozenset({"127.0.0.1"})
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(egress.Unanswered, match="Nothing listens at that address"):
            egress.send("GET", f"http://127.0.0.1:{held.getsockname()[1]}/")
