from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from library import workflow


@pytest.fixture
def searched(db: None) -> Callable[..., str]:
    """The page that a person gets who asks this, once everything is indexed."""

    def ask(user: User, q: str = "", **chosen: Any) -> str:
        workflow.sweep()
        client = Client()
        client.force_login(user)
        response = client.get("/library/", {"q": q, **chosen})
        assert response.status_code == 200
        return response.content.decode()

    return ask
