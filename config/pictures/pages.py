"""Which pages are pictured, who looks at them, and what is done there before the picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from incidents.models import Incident

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Picture:
    """`handle` is who looks; `whole` shows a dialog over what the window shows instead of the whole page."""

    name: str
    handle: str
    path: str
    first: Callable[[Page], None] | None = None
    whole: bool = True


def pictures() -> list[Picture]:
    """The eleven, with addresses in the demo's database."""
    payment = _incident("Payment API outage")
    return [
        Picture("home", "ines", reverse("overview:home")),
        Picture("incident", "tomas", reverse("incidents:incident", args=[payment])),
        Picture("incidents", "priya", reverse("incidents:index")),
        Picture("declare", "priya", reverse("incidents:declare"), _fill_in),
        Picture("postmortem", "tomas", reverse("postmortems:postmortem", args=[payment])),
        Picture("editor", "tomas", reverse("postmortems:edit", args=[_incident("Checkout showed tax")])),
        Picture("review", "ines", reverse("postmortems:review", args=[_incident("Webhook retries")])),
        Picture("actions", "ruben", reverse("actions:index")),
        Picture("board", "ruben", reverse("actions:board")),
        Picture("decide", "ruben", reverse("actions:index"), _decide, whole=False),
        Picture("summaries", "leah", reverse("overview:summaries")),
    ]


def _incident(beginning: str) -> str:
    return Incident.objects.get(title__startswith=beginning).reference


def _fill_in(page: Page) -> None:
    page.get_by_label("Title").fill("Card payments time out at checkout")
    page.locator("[name=severity][value=sev2]").check()
    page.locator("[name=criteria][value=payments]").check()
    page.locator("#decision").get_by_text("required", exact=False).first.wait_for()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def _decide(page: Page) -> None:
    page.locator("a[href$='/decide/'][data-dialog]").first.click()
    page.locator("#dialog [name=outcome][value=reprioritise]").check(force=True)
    page.locator("#dialog [name=due_on]").fill("2026-06-09")
    page.get_by_label("Why?").fill(
        "The restart rights are granted from June. Until then on-call pages the data stores team."
    )
    page.evaluate("document.activeElement.blur()")
