import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("create_administrator", *args, "--link", stdout=out)
    return out.getvalue()


def test_it_prints_a_link_that_sets_the_password_once(db: None) -> None:
    said = run("Ada@acme.example", "ada", "Ada")
    ada = User.objects.get(handle="ada")
    assert ada.is_administrator
    assert ada.email == "ada@acme.example"
    link = re.search(r"http://localhost:8000(/\S+)", said)
    assert link is not None
    client = Client()
    form = client.get(link[1], follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "quite-a-long-one", "password2": "quite-a-long-one"})
    assert User.objects.get(handle="ada").check_password("quite-a-long-one")


def test_it_says_what_is_wrong_and_makes_nobody(db: None) -> None:
    with pytest.raises(CommandError, match="small letters"):
        run("ada@acme.example", "Ada L", "Ada")
    run("ada@acme.example", "ada", "Ada")
    with pytest.raises(CommandError, match="already exists"):
        run("ada@acme.example", "ada2", "Ada")
    assert User.objects.count() == 1
