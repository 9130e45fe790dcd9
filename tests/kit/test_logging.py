import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kit.logging import JsonFormatter, RequestIdFilter, request_id
from kit.middleware.request_id import RequestIdMiddleware


def answered(request: HttpRequest) -> tuple[HttpResponse, list[str]]:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request_id.get())
        return HttpResponse()

    return RequestIdMiddleware(view)(request), seen


def test_it_answers_with_the_id_it_worked_under(rf: RequestFactory) -> None:
    response, seen = answered(rf.get("/"))
    assert [response["X-Request-ID"]] == seen
    assert len(seen[0]) == 32
    assert request_id.get() == ""


def test_it_keeps_the_id_of_a_proxy(rf: RequestFactory) -> None:
    response, _ = answered(rf.get("/", headers={"x-request-id": "edge-4711-abcdef"}))
    assert response["X-Request-ID"] == "edge-4711-abcdef"


@pytest.mark.parametrize("given", ["short", "x" * 65, 'a"b\r\nforged: line', "<script>alert(1)</script>"])
def test_it_gives_its_own_id_for_a_suspicious_one(rf: RequestFactory, given: str) -> None:
    response, _ = answered(rf.get("/", headers={"x-request-id": given}))
    assert response["X-Request-ID"] != given


def test_it_never_logs_a_query(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="debrief.request"):
        answered(rf.get("/search/?q=the-secret-outage"))
    assert "/search/" in caplog.text
    assert "the-secret-outage" not in caplog.text


def test_it_writes_one_json_object_per_line_with_only_known_fields() -> None:
    record = logging.makeLogRecord(
        {"name": "debrief", "levelname": "INFO", "msg": "two\nlines", "status": 200, "title": "restricted"}
    )
    token = request_id.set("4711")
    try:
        RequestIdFilter().filter(record)
    finally:
        request_id.reset(token)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert {name: said[name] for name in ("level", "logger", "message", "request_id", "status")} == {
        "level": "info",
        "logger": "debrief",
        "message": "two\nlines",
        "request_id": "4711",
        "status": 200,
    }
    assert "title" not in said
