"""Looking after webhooks, as administrators do."""

from __future__ import annotations

import re

from django.urls import reverse

from activity.models import Activity
from tests.cast import Cast, signed_in
from webhooks.models import Delivery, Endpoint

GIVEN = {"name": "Status page", "url": "https://status.example/in?key=rumpel", "user": "root"}


def test_the_secret_and_the_address_are_shown_once_and_never(cast: Cast) -> None:
    client = signed_in(cast.root)
    made = client.post("/settings/webhooks/new/", GIVEN | {"events": ["incident.declared"]}).content.decode()
    endpoint = Endpoint.objects.get()
    secret = re.search(r"whsec_[\w+/=]{44}", made)
    assert secret is not None
    later = client.get(endpoint.get_absolute_url()).content.decode()
    assert secret[0] not in later
    assert "rumpel" not in made + later + client.get(f"{endpoint.get_absolute_url()}edit/").content.decode()


def test_it_says_what_is_wrong_and_keeps_what_was_typed(cast: Cast) -> None:
    answer = signed_in(cast.root).post("/settings/webhooks/new/", GIVEN | {"url": "ftp://x"})
    assert answer.status_code == 422
    assert b"Choose at least one event." in answer.content
    assert b'value="Status page"' in answer.content
    assert not Endpoint.objects.exists()


def test_an_edit_without_an_address_keeps_it(cast: Cast) -> None:
    client = signed_in(cast.root)
    client.post("/settings/webhooks/new/", GIVEN | {"events": ["incident.declared"]})
    endpoint = Endpoint.objects.get()
    changed = {"name": "Other", "url": "", "user": "root", "events": ["action.created"], "version": endpoint.version}
    assert client.post(f"{endpoint.get_absolute_url()}edit/", changed).status_code == 302
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.url) == ("Other", GIVEN["url"])
    assert client.post(f"{endpoint.get_absolute_url()}edit/", changed).status_code == 422, "it is out of date"


def test_a_test_is_sent_and_listed(cast: Cast) -> None:
    client = signed_in(cast.root)
    client.post("/settings/webhooks/new/", GIVEN | {"events": ["incident.declared"]})
    page = Endpoint.objects.get().get_absolute_url()
    assert client.post(f"{page}test/").status_code == 302
    assert Delivery.objects.get().message_id in client.get(page).content.decode()
    assert client.post(f"{page}pause/").status_code == 302
    assert client.post(f"{page}test/").status_code == 409
    assert client.post(f"{page}remove/").status_code == 302
    assert client.get(page).status_code == 404
    assert Delivery.objects.get().state == "skipped"


def test_a_message_is_sent_again_once_however_often_it_is_asked(cast: Cast) -> None:
    client = signed_in(cast.root)
    client.post("/settings/webhooks/new/", GIVEN | {"events": ["incident.declared"]})
    endpoint = Endpoint.objects.get()
    page = endpoint.get_absolute_url()
    client.post(f"{page}test/")
    Delivery.objects.update(state="failed", status=500, attempts=10, outcome="Given up")
    again = reverse("webhooks:send_again", args=[Delivery.objects.get().pk])
    for _ in range(2):
        assert client.post(again)["Location"] == page
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.status, delivery.outcome) == ("due", 0, None, "")
    assert Activity.objects.filter(verb="endpoint.sent_again").count() == 1
    Delivery.objects.update(state="failed")
    client.post(f"{page}pause/")
    assert client.post(again).status_code == 409
    assert 'again" disabled' in client.get(page).content.decode()
    client.post(f"{page}remove/")
    assert client.post(again).status_code == 404
    assert Delivery.objects.get().state == "failed"
