"""A mail server and a chat that misbehave in every way at once: each recipient's state shows, and nothing is lost."""

import re
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Team
from activity import delivery, workflow
from activity.models import Notice
from kit import clock, egress
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast, signed_in
from tests.standin import HANG, RESET, Said, chat_room, mail_server

# In the order in which the people were made, which is the order of their mails.
MAIL: dict[str, Said] = {"alice": 451, "bob": HANG, "erin": 550, "mallory": 200, "carol": RESET, "lena": 421}
CHAT: dict[str, Said] = {"a": (429, "900"), "b": 500, "c": HANG, "d": RESET, "e": 404, "f": 403, "g": 200}
FOR_GOOD = {"@erin", "the chat room of e", "the chat room of f"}


@pytest.fixture(autouse=True)
def _own_network(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EGRESS_HOSTS = frozenset({"127.0.0.1"})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "127.0.0.1", False, ""
    settings.EMAIL_TIMEOUT = 0.3
    monkeypatch.setattr(egress, "TIMEOUT_SECONDS", 0.3)


def states(cast: Cast) -> dict[str, str]:
    """As the page of deliveries shows them to an administrator: recipient to badge."""
    page = signed_in(cast.root).get("/settings/deliveries/?whose=all").content.decode()
    rows = re.findall(r'<li class="row delivery".*?</li>', page, re.S)
    found = [re.search(r'row-meta">\s*<span>(.*?)</span>.*class="badge"[^>]*>(.*?)<', row, re.S) for row in rows]
    return {row[1]: row[2] for row in found if row}


def test_nothing_is_lost_and_every_recipients_state_shows(cast: Cast, settings: Any) -> None:
    incident = an_incident(cast)
    Notice.objects.all().delete()
    told(incident, *(getattr(cast, handle) for handle in MAIL))
    Notice.objects.filter(channel="inbox").delete()
    rooms = {name: chat_room(said) for name, said in CHAT.items()}
    with mail_server(*MAIL.values()) as post, ExitStack() as open_rooms:
        settings.EMAIL_PORT = post.port
        sites = {name: open_rooms.enter_context(room) for name, room in rooms.items()}
        for name, site in sites.items():
            team = Team.objects.create(name=name, slug=name)
            workflow.set_chat(team, name=name, by=cast.root, url=site.url)
            workflow.test_chat(team, name=name, by=cast.root)
        first = clock.now()
        delivery.sweep()
        now = states(cast)
        assert {who for who, state in now.items() if state == "Sent"} == {"@mallory", "the chat room of g"}
        assert {who for who, state in now.items() if state == "Failed"} == FOR_GOOD
        assert {state for who, state in now.items()} == {"Sent", "Failed", "Waiting"} and len(now) == 13
        with clock.at(first + timedelta(minutes=2)):
            delivery.sweep()
            assert {who for who, state in states(cast).items() if state == "Waiting"} == {"the chat room of a"}
        with clock.at(first + timedelta(minutes=16)):
            delivery.sweep()
            assert {who for who, state in states(cast).items() if state != "Sent"} == FOR_GOOD
            for notice in Notice.objects.filter(state="failed"):
                assert notice.outcome
                signed_in(cast.root).post(f"/settings/deliveries/{notice.pk}/again/")
            delivery.sweep()
        assert set(states(cast).values()) == {"Sent"}
        assert len(post.heard) == len(MAIL) and len(set(Notice.objects.values_list("message_id"))) == 13
        assert [len(site.heard) for site in sites.values()] == [1] * len(CHAT)
