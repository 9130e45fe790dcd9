"""What is shown of a text from elsewhere begins with a sentence, or says that it does not."""

from __future__ import annotations

import re
from html import unescape

from learning.excerpts import FAR, excerpt, opening
from tests.builders.learning import from_elsewhere
from tests.cast import Cast, signed_in

TEXT = "First there was nothing. Then the \x02breaker\x03 opened, e.g. in the night. “It stayed open” until noon."
WHOLE = TEXT.replace("\x02", "").replace("\x03", "")


def test_a_piece_is_led_back_to_the_beginning_of_its_sentence() -> None:
    begun = "Then the \x02breaker\x03 opened, e.g. in the …"
    for piece in ("Then the \x02breaker\x03 opened, e.g. in the", "\x02breaker\x03 opened, e.g. in the"):
        assert excerpt(piece, WHOLE) == begun
    assert excerpt("in the night", WHOLE) == "Then the breaker opened, e.g. in the night."
    assert excerpt("stayed open” until noon.", WHOLE) == "“It stayed open” until noon."
    assert excerpt("there was nothing", WHOLE) == "First there was nothing."
    assert excerpt(TEXT, WHOLE) == TEXT


def test_where_the_beginning_is_far_it_says_so() -> None:
    whole = f"{'word ' * FAR}breaker opened"
    assert excerpt("\x02breaker\x03 opened", whole) == "… \x02breaker\x03 opened"
    assert excerpt("something that is not in it", whole) == "… something that is not in it …"


def test_an_opening_ends_with_a_word() -> None:
    assert opening("Short.", 300) == "Short."
    assert opening("One two three", 9) == "One two …"


def test_hits_from_elsewhere_begin_with_a_sentence(cast: Cast) -> None:
    long = "We had seen nothing like it before. " * 12
    summary = f"{long}On a Monday, after the third release of that day, the breaker opened. {long}"
    from_elsewhere(cast, title="Their night", summary=summary)
    [searched] = shown(cast, q="breaker")
    assert searched.startswith(("We had seen", "On a Monday")) and "breaker opened" in searched
    [listed] = shown(cast, **{"from": "external"})
    assert listed.startswith("We had seen") and listed.endswith(" …")


def shown(cast: Cast, **asked: str) -> list[str]:
    html = signed_in(cast.mallory).get("/library/", asked).content.decode()
    found = re.findall(r'"where">Summary</span><span>(.*?)</div>', html.split("data-external")[1])
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in found]
