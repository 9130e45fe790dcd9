"""Marked text is escaped like all else, whatever it holds."""

import random

import pytest
from django.utils.html import escape
from django.utils.safestring import SafeString

from library.marking import START, STOP, marked, unmarked

PIECES = ["<script>", "&", "&amp;", '"', "'", "<mark>", "</mark>", "\\1", "{}", "é🙂", "plain words", "\n", ""]


@pytest.mark.parametrize("seed", range(40))
def test_it_escapes_each_piece_as_django_does(seed: int) -> None:
    rng = random.Random(seed)
    pieces = [(rng.choice(PIECES), rng.random() < 0.4) for _ in range(rng.randrange(12))]
    text = "".join(f"{START}{piece}{STOP}" if is_found else piece for piece, is_found in pieces)
    html = marked(text)
    assert html == "".join(f"<mark>{escape(piece)}</mark>" if is_found else escape(piece) for piece, is_found in pieces)
    assert isinstance(html, SafeString)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"{START}open <b>", "open &lt;b&gt;"),
        (f"shut{STOP} <b>", "shut &lt;b&gt;"),
        (f"{START}one {START}two{STOP} three{STOP}", "one <mark>two</mark> three"),
    ],
)
def test_it_never_leaves_a_mark_open(text: str, html: str) -> None:
    assert marked(text) == html


def test_it_gives_back_what_was_said() -> None:
    assert unmarked(marked(f"a < {START}b{STOP} & c")) == "a < b & c"
