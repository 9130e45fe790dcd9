"""What every request passes: tokens, scopes, rates, keys."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts import workflow as people
from api import rate, workflow
from api.models import Answer, Token
from api.scopes import SCOPES
from incidents.models import Incident
from kit import clock
from tests.api.conftest import ROOT, Program
from tests.builders.incidents import an_incident
from tests.cast import Cast

NEW = {"title": "Checkout fails", "severity": "sev2", "started_at": "2026-03-02T10:00:00+01:00"}


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer debrief_" + "a" * 43, "Basic YTpi", "Token x"])
def test_it_turns_away_whoever_has_no_token(db: None, authorization: str) -> None:
    answer = Client().get(f"{ROOT}/incidents", headers={"Authorization": authorization})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_opens_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.root)
    assert client.get(f"{ROOT}/incidents").status_code == 401


def test_it_keeps_no_secret(cast: Cast) -> None:
    token, secret = workflow.make_token(cast.bob, by=cast.bob, name="A test", scopes=SCOPES)
    row = Token.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row)
    assert len(secret) > 40


def test_it_ends_with_its_day_its_person_and_its_revocation(cast: Cast, program: Any) -> None:
    token, secret = workflow.make_token(
        cast.bob, by=cast.bob, name="A test", scopes=SCOPES, expires_at=clock.now() + timedelta(days=1)
    )
    asked = Program(secret)
    assert asked.get("/me").json()["handle"] == "bob"
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert asked.get("/me").status_code == 401
    workflow.revoke_token(token, by=cast.root)
    assert asked.get("/me").status_code == 401
    other = program(cast.bob)
    people.deactivate(cast.bob, by=cast.root)
    assert other.get("/me").status_code == 401


def test_a_scope_is_the_most_it_may_do(cast: Cast, program: Any) -> None:
    reading = program(cast.bob, "incidents:read")
    assert reading.get("/incidents").status_code == 200
    assert reading.post("/incidents", NEW).status_code == 403
    assert reading.get("/actions").status_code == 403
    assert not Incident.objects.exists()


def test_it_notes_when_it_was_used(cast: Cast, program: Any) -> None:
    program(cast.bob).get("/me")
    assert Token.objects.get().last_used_at is not None


def test_it_says_how_much_is_left_and_stops_there(cast: Cast, program: Any, settings: Any) -> None:
    settings.API_PER_MINUTE = 3
    asked = program(cast.bob)
    with time_machine.travel(clock.now(), tick=False):
        first = asked.get("/me")
        assert first["RateLimit"].startswith('"token";r=2;t=')
        assert [asked.get("/me").status_code for _ in range(2)] == [200, 200]
        refused = asked.get("/me")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= rate.WINDOW_SECONDS
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert asked.get("/me").status_code == 200


def test_the_same_key_does_it_once(cast: Cast, program: Any) -> None:
    asked = program(cast.bob)
    first = asked.post("/incidents", NEW, Idempotency_Key="deploy-17")
    again = asked.post("/incidents", NEW, Idempotency_Key="deploy-17")
    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert Incident.objects.count() == 1
    other = asked.post("/incidents", NEW | {"title": "Another"}, Idempotency_Key="deploy-17")
    assert other.status_code == 409
    assert program(cast.bob).post("/incidents", NEW, Idempotency_Key="deploy-17").status_code == 201, "another token's"


def test_what_failed_may_be_tried_again(cast: Cast, program: Any) -> None:
    asked = program(cast.bob)
    assert asked.post("/incidents", NEW | {"services": ["none"]}, Idempotency_Key="k").status_code == 409
    assert asked.post("/incidents", NEW, Idempotency_Key="k").status_code == 201
    assert Answer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_time_does_it_once(cast: Cast, program: Any) -> None:
    asked = program(cast.bob)
    start, answers = Barrier(4), []

    def send() -> None:
        start.wait()
        answers.append(Program(asked.secret).post("/incidents", NEW, Idempotency_Key="together"))
        connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Incident.objects.count() == 1


def test_it_takes_json_only(cast: Cast, program: Any) -> None:
    answer = Client().post(
        f"{ROOT}/incidents", {"title": "x"}, headers={"Authorization": f"Bearer {program(cast.bob).secret}"}
    )
    assert answer.status_code == 415


def test_an_address_it_does_not_have_is_told_as_a_problem(cast: Cast, program: Any) -> None:
    answer = program(cast.bob).get("/nothing")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_what_one_may_see_is_kept_by_no_cache(cast: Cast, program: Any) -> None:
    an_incident(cast)
    answer = program(cast.bob).get("/incidents")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]
