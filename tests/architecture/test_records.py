"""Django's admin: for administrators, to read, and blind to what is restricted."""

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from kit.records import Wording
from tests.architecture.world import World
from tests.cast import signed_in

OURS = ("live", "accounts", "activity", "incidents", "actions", "postmortems", "meetings", "library", "signals") + (
    "api",
    "webhooks",
)
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_it_shows_every_model_of_ours_and_no_other() -> None:
    assert {model.__name__ for model in admin.site._registry} == {model.__name__ for model in MODELS}


def test_it_lets_administrators_read_and_nobody_write(world: World) -> None:
    browser, hidden = signed_in(world.cast.root), "Seen by restricted"
    for model in MODELS:
        listed = browser.get(address(model, "changelist"))
        assert listed.status_code == 200, model
        page = listed.content.decode()
        assert hidden not in page, model
        assert browser.get(address(model, "changelist"), {"q": "alice"}).status_code == 200
        assert browser.get(address(model, "add")).status_code == 403
        row = model._default_manager.order_by("pk").last()
        if row is not None:
            assert hidden not in browser.get(address(model, "change", row.pk), follow=True).content.decode()
            assert browser.post(address(model, "delete", row.pk)).status_code in {302, 403}
            assert model._default_manager.filter(pk=row.pk).exists()
        if not isinstance(admin.site._registry[model], Wording) and row is not None:
            assert browser.post(address(model, "change", row.pk), {}).status_code in {302, 403}


def test_it_answers_nobody_else(world: World) -> None:
    others = [signed_in(person) for person in (world.cast.alice, world.cast.carol, world.cast.lena)]
    for url in [reverse("admin:index"), *(address(model, "changelist") for model in MODELS)]:
        [*_, (door, _)] = Client().get(url, follow=True).redirect_chain
        assert door.startswith(reverse("account_login"))
        for browser in others:
            assert browser.get(url, follow=True).status_code == 403


def test_it_keeps_secrets_to_itself(world: World) -> None:
    browser = signed_in(world.cast.root)
    page = browser.get(address(User, "change", world.cast.bob.pk)).content.decode()
    assert world.cast.bob.password not in page
    invitation = Invitation.objects.get()
    page = browser.get(address(Invitation, "change", invitation.pk)).content.decode()
    assert invitation.seed not in page
    assert invitation.token not in page
