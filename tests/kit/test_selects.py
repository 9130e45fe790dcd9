from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms

from kit.components import selects

COLOURS = [("", "Any <colour>"), ("r", "Red & pink"), ("Greens", [("m", "Mint"), ("o", '"Olive"')])]


class Choices(forms.Form):
    colour = forms.ChoiceField(choices=COLOURS, required=False)
    several = forms.MultipleChoiceField(choices=COLOURS[1:2], widget=forms.SelectMultiple(attrs={"size": 3}))
    number = forms.TypedChoiceField(choices=[(1, "One"), (2, "Two")], coerce=int)
    sure = forms.NullBooleanField(required=False)


class Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.found += [data.strip()] if data.strip() else []


@pytest.mark.parametrize("name", ["colour", "several", "number", "sure"])
@pytest.mark.parametrize(
    "given", [None, {"colour": "o", "several": ["r"], "number": "2", "sure": "true"}, {"colour": "x"}]
)
def test_it_draws_what_djangos_own_widget_draws(name: str, given: dict[str, Any] | None) -> None:
    form = Choices(given) if given is not None else Choices(initial={"number": 1})
    bound = form[name]
    assert selects.fits(bound)
    ours, theirs = selects.select(bound, {"class": "select"}), bound.as_widget(attrs={"class": "select"})
    assert Seen(ours).found == Seen(theirs).found


def test_it_leaves_radio_buttons_to_django() -> None:
    class Radios(forms.Form):
        colour = forms.ChoiceField(choices=[("r", "Red")], widget=forms.RadioSelect)

    assert not selects.fits(Radios()["colour"])
