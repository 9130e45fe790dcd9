"""The facets as the page offers them: what each value is called, and how many hits have it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from library.asking import SearchForm
from library.facets import FACETS
from library.supplied import names

# Of a facet, the most frequent; what is chosen always, and all when it is unfolded.
SHOWN, UNFOLDED = 5, 200
UNTICKED = (
    '<label class="check"><input type="checkbox" id="f-{facet}-{value}" name="{facet}" value="{value}">'
    '<span>{label}</span><span class="n">{count}</span></label>'
)
TICKED = UNTICKED.replace('value="{value}"', 'value="{value}" checked')


@dataclass(frozen=True)
class Option:
    facet: str
    value: str
    label: str
    count: int
    is_chosen: bool

    def __str__(self) -> SafeString:
        """The check box: a line of HTML, of which a page has fifty."""
        html = TICKED if self.is_chosen else UNTICKED
        return format_html(html, facet=self.facet, value=self.value, label=self.label, count=self.count)


@dataclass(frozen=True)
class Offer:
    """A facet with some of its values; `hidden` counts the others, which `more` leads to."""

    name: str
    label: str
    options: list[Option]
    hidden: int
    more: str


def offers(form: SearchForm, counts: dict[str, dict[str, int]]) -> list[Offer]:
    """One query for what the values are called."""
    chosen = form.wanted.chosen
    called = names({name: [*counts.get(name, {}), *chosen.get(name, [])] for name in FACETS})
    found = [_offer(form, name, counts.get(name, {}), called[name]) for name in FACETS]
    return [offer for offer in found if offer.options]


def _offer(form: SearchForm, name: str, counts: dict[str, int], called: dict[str, str]) -> Offer:
    chosen = form.wanted.chosen.get(name, [])
    most = UNFOLDED if form.address.get("more") == name else SHOWN
    if FACETS[name].fixed is not None:
        keys = [key for key in called if key in counts or key in chosen]
        most = max(most, len(keys))
    else:
        known = sorted(
            (key for key in counts if key in called and key not in chosen), key=lambda key: (-counts[key], called[key])
        )
        keys = [*(key for key in chosen if key in called), *known]
        most = max(most, len(chosen))
    options = [Option(name, key, called[key], counts.get(key, 0), key in chosen) for key in keys[:most]]
    return Offer(name, FACETS[name].label, options, len(keys) - len(options), form.opened(name))
