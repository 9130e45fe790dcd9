"""The pages of sources as an administrator finds and reads them."""

import pytest
from django.urls import reverse

from signals import workflow
from signals.models import Source
from tests.builders.signals import a_hook, an_alert
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


def page(cast: Cast, address: str) -> str:
    return str(signed_in(cast.root).get(address).content.decode())


@pytest.mark.parametrize("name", ["signals:sources", "tickets:trackers", "webhooks:endpoints", "api:tokens"])
def test_it_is_found_from_the_settings(cast: Cast, name: str) -> None:
    link = f'href="{reverse(name)}"'
    assert link in page(cast, reverse("accounts:settings"))
    assert link in page(cast, reverse("accounts:profile"))


def test_somebody_else_finds_their_tokens_only(cast: Cast) -> None:
    shown = signed_in(cast.bob).get(reverse("accounts:settings")).content.decode()
    assert reverse("api:tokens") in shown
    assert not any(reverse(name) in shown for name in ("signals:sources", "tickets:trackers", "webhooks:endpoints"))


def test_it_tells_a_wrong_signature_from_what_nobody_understands(cast: Cast) -> None:
    signed, odd = a_hook(cast, secret="word"), a_hook(cast, "generic")  # noqa: S106
    signed.post(an_alert())
    odd.post({"what": "ever"})
    workflow.sweep()
    shown = page(cast, reverse("signals:sources"))
    assert "1 wrongly signed" in shown and "1 not understood" in shown


def test_a_delivery_is_called_by_what_it_said(cast: Cast) -> None:
    hook = a_hook(cast)
    hook.post(an_alert())
    hook.post(b"no JSON")
    workflow.sweep()
    shown = page(cast, hook.source.get_absolute_url())
    assert "Card latency is too high" in shown and "This is not JSON." in shown


def test_the_address_can_be_copied_and_tried(cast: Cast) -> None:
    form = {"sender": "alertmanager", "name": "Alerts", "secret": ""}
    shown = signed_in(cast.root).post(reverse("signals:add_source"), form).content.decode()
    source = Source.objects.get()
    address = f"http://testserver/hooks/{source.pk}/"
    assert f'data-copy="{address}' in shown and f"&#x27;{address}" not in shown and f"'{address}" in shown


def test_fields_are_proposed_and_chosen_from_what_was_sent(cast: Cast) -> None:
    hook = a_hook(cast, "generic")
    hook.post({"check": {"label": "Card payment"}, "outcome": "recovered", "noticed": "2025-11-10T02:14:00Z"})
    workflow.sweep()
    shown = page(cast, reverse("signals:mapping", args=[hook.source.pk]))
    assert '<option value="check.label">Card payment</option>' in shown
    assert 'name="title" value="check.label"' in shown
    assert "Card payment" in shown.partition("What this message would say")[2]
