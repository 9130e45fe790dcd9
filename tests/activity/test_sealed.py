"""Addresses of chat rooms: unreadable in the database, readable with any of the keys, sealed anew under the first."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from activity import chat, workflow
from activity.models import ChatHook, Notice
from kit import sealing
from tests.cast import Cast, signed_in

ADDRESS = "https://chat.example/services/secret-part"


@pytest.fixture
def hook(cast: Cast) -> ChatHook:
    return workflow.set_chat(cast.payments, name="payments", by=cast.alice, url=ADDRESS)


def test_the_database_holds_no_address(hook: ChatHook) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM activity_chathook t")
        row = cursor.fetchone()[0]
    assert "secret-part" not in row and "chat.example" in row
    assert ChatHook.objects.get().address == ADDRESS


def test_its_page_masks_it(cast: Cast, hook: ChatHook) -> None:
    page = signed_in(cast.alice).get("/teams/payments/chat/").content.decode()
    assert "https://chat.example/••••••••" in page and "secret-part" not in page and hook.sealed not in page


def test_a_key_is_changed_in_three_steps(hook: ChatHook, settings: Any) -> None:
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = ["a new key", *old]
    assert ChatHook.objects.get().address == ADDRESS
    call_command("reseal")
    settings.SEALING_KEYS = ["a new key"]
    assert ChatHook.objects.get().address == ADDRESS
    settings.SEALING_KEYS = old
    with pytest.raises(sealing.Unreadable):
        assert ChatHook.objects.get().address


def test_what_no_key_opens_is_said_and_can_be_mended(cast: Cast, hook: ChatHook, settings: Any, capsys: Any) -> None:
    settings.SEALING_KEYS = ["another key"]
    workflow.test_chat(cast.payments, name="payments", by=cast.alice)
    notice = Notice.objects.get(kind="chat_test")
    with pytest.raises(chat.Never, match="Paste it again"):
        chat.send(notice, cast.payments)
    with pytest.raises(SystemExit):
        call_command("reseal")
    assert "payments" in capsys.readouterr().err
    workflow.set_chat(cast.payments, name="payments", by=cast.alice, url=ADDRESS)
    assert ChatHook.objects.get().address == ADDRESS


def test_the_migration_seals_what_was_there_and_back() -> None:
    """On rows as they were, which these stand for."""

    class Row:
        url, sealed = ADDRESS, ""

        def save(self, update_fields: list[str]) -> None:
            assert update_fields in (["sealed"], ["url"])

    class Apps:
        row = Row()

        def get_model(self, app: str, name: str) -> Any:
            assert apps.get_model(app, name) is ChatHook
            return type("Model", (), {"objects": type("Rows", (), {"all": staticmethod(lambda: [self.row])})})

    migration = importlib.import_module("activity.migrations.0005_sealed")
    old = Apps()
    migration.seal(old, None)
    assert "secret-part" not in old.row.sealed and sealing.opened(old.row.sealed) == ADDRESS
    old.row.url = ""
    migration.unseal(old, None)
    assert old.row.url == ADDRESS
