"""Hits as the page shows them: with the incident they belong to, and the words that were found marked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from incidents.durations import Phase, phases
from library.cards import Card, cards
from library.marking import marked
from library.quoting import Place, Quoted, quoted


@dataclass(frozen=True)
class Quotation:
    label: str
    href: str
    html: SafeString

    def __str__(self) -> SafeString:
        """A line of HTML, of which a page has sixty."""
        html = '<div class="snip"><a class="where link-quiet" href="{}">{}</a><span>{}</span></div>'
        return format_html(html, self.href, self.label, self.html)


@dataclass
class Result:
    card: Card
    href: str
    title: SafeString
    quotations: list[Quotation]
    more: int

    @property
    def kept_by(self) -> Hashable:
        """All that is shown of the incident, in the reader's zone; see `{% kept %}`."""
        card = self.card
        shown = (card.severity, card.kind, card.state, card.visibility, card.number, card.actions, card.done)
        return (*shown, *card.services, *card.times.values(), timezone.get_current_timezone_name())

    @cached_property
    def phases(self) -> list[Phase]:
        return phases(self.card.times)

    @property
    def lasted(self) -> int:
        return sum(phase.seconds for phase in self.phases)


def results(keys: Sequence[int], typed: str, user: User) -> list[Result]:
    """Two queries. Whoever lost sight of an incident meanwhile does not get it."""
    shown = cards(keys, user)
    found = quoted([key for key in keys if key in shown], typed)
    return [_result(shown[key], found[key]) for key in keys if key in found]


def _result(card: Card, hit: Quoted) -> Result:
    href = card.href
    quotations = [_quotation(place, href, card.reference) for place in hit.places]
    return Result(card, href, marked(hit.title), quotations, max(hit.total - len(quotations), 0))


def _quotation(place: Place, href: str, reference: str) -> Quotation:
    kind, _, key = place.anchor.partition("-")
    if kind == "thread" and key.isdecimal():
        href = f"{reverse('postmortems:comments', args=[reference])}?show=all"
    elif kind == "discussed" and key.isdecimal():
        return Quotation(
            place.label, f"{reverse('postmortems:discussion', args=[reference])}#thread-{key}", marked(place.text)
        )
    return Quotation(place.label, f"{href}#{place.anchor}" if place.anchor else href, marked(place.text))
