"""Making tokens and reading the reference, as people do."""

from __future__ import annotations

import re

from accounts.models import User
from api.models import Token
from tests.api.conftest import Program
from tests.cast import Cast, signed_in

GIVEN = {"name": "Deploy pipeline", "scopes": ["incidents:read"], "last_day": ""}


def test_the_secret_is_shown_once(cast: Cast) -> None:
    client = signed_in(cast.bob)
    shown = client.post("/settings/tokens/new/", GIVEN).content.decode()
    secret = re.search(r"debrief_[\w-]{43}", shown)
    assert secret is not None
    assert Program(secret[0]).get("/me").json()["scopes"] == ["incidents:read"]
    assert secret[0] not in client.get("/settings/tokens/").content.decode()


def test_it_asks_for_a_name_and_a_scope(cast: Cast) -> None:
    answer = signed_in(cast.bob).post("/settings/tokens/new/", {"name": "", "last_day": "2001-01-01"})
    assert answer.status_code == 422
    assert answer.content.count(b"field-error") >= 3 or b"Choose at least one" in answer.content
    assert not Token.objects.exists()


def test_a_service_account_acts_under_its_own_name(cast: Cast) -> None:
    client = signed_in(cast.root)
    given = {"handle": "pipeline", "name": "Pipeline", "role": "member", "teams": [cast.payments.pk]}
    assert client.post("/settings/tokens/accounts/new/", given).status_code == 302
    account = User.objects.get(handle="pipeline")
    shown = client.post("/settings/tokens/new/", GIVEN | {"account": "pipeline"}).content.decode()
    secret = re.search(r"debrief_[\w-]{43}", shown)
    assert secret is not None
    assert Program(secret[0]).get("/me").json()["handle"] == "pipeline"
    assert not account.has_usable_password()
    assert "pipeline" not in client.get("/people/?q=pipe").content.decode(), "nobody can make it an owner"


def test_only_administrators_see_tokens_of_others(cast: Cast) -> None:
    signed_in(cast.bob).post("/settings/tokens/new/", GIVEN)
    assert b"Deploy pipeline" in signed_in(cast.root).get("/settings/tokens/").content
    assert b"Deploy pipeline" not in signed_in(cast.alice).get("/settings/tokens/").content
    token = Token.objects.get()
    assert signed_in(cast.alice).post(f"/settings/tokens/{token.pk}/revoke/").status_code == 404
    assert signed_in(cast.root).post(f"/settings/tokens/{token.pk}/revoke/").status_code == 302


def test_the_reference_says_every_operation(cast: Cast) -> None:
    client = signed_in(cast.carol)
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    page = client.get("/api/").content.decode()
    for path, methods in document["paths"].items():
        for method in methods:
            assert f'<strong class="mono">{method.upper()}</strong>\n    <code>{path}</code>' in page
