"""A program with a token, and what it sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from api import workflow
from api.scopes import SCOPES

ROOT = "/api/v1"


class Program:
    """Sends JSON with a token, and reads JSON."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(raise_request_exception=False)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given: dict[str, Any] = (
            {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(self.client, method)(
            f"{ROOT}{path}", headers={"Authorization": f"Bearer {self.secret}", **named}, **given
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.send("get", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("post", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("patch", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("put", path, body, **headers)

    def delete(self, path: str) -> Any:
        return self.send("delete", path)


@pytest.fixture
def program() -> Callable[..., Program]:
    def made(user: User, *scopes: str) -> Program:
        _, secret = workflow.make_token(user, by=user, name="A test", scopes=scopes or list(SCOPES))
        return Program(secret)

    return made
