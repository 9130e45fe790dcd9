"""Hostile input, judged by what a browser would make of the output."""

import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.markdown import render
from kit.markdown_rules import ATTRIBUTES, TAGS, converter

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("DEBRIEF_CORPUS", ROOT.parent / "shared" / "data"))
VOID = {"br", "hr", "img"}
ALWAYS = {"class", "rel"}
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
INVISIBLE = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")

ALPHABET = [
    "<",
    ">",
    '"',
    "'",
    "`",
    "[",
    "]",
    "(",
    ")",
    "!",
    "*",
    "_",
    "\n",
    " ",
    "&",
    ";",
    ":",
    "/",
    "=",
    "#",
    "|",
    "-",
]
WORDS = [
    "script",
    "javascript:",
    "a",
    "img",
    "src",
    "href",
    "onerror",
    "style",
    "id",
    "x",
    "svg",
    "&#x6a;",
    "<!--",
    "]]>",
]
soup = st.lists(st.sampled_from(ALPHABET + WORDS), max_size=60).map("".join)


class Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"element {tag}")
        for name, value in attrs:
            if name not in ALWAYS | ATTRIBUTES.get(tag, set()):
                self.faults.append(f"attribute {name}")
            scheme = SCHEME.match(INVISIBLE.sub("", value or ""))
            if name in {"href", "src"} and scheme and scheme.group().lower() not in {"http:", "https:", "mailto:"}:
                self.faults.append(f"scheme {scheme.group()}")
            if name == "src" and not (value or "").startswith("/attachments/"):
                self.faults.append(f"picture {value}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closes {tag}")

    def handle_comment(self, data: str) -> None:
        self.faults.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.faults.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.faults.append("instruction")


def faults(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.faults + [f"left open: {tag}" for tag in judge.open]


def corpus(name: str) -> Path:
    path = CORPUS / "markup" / name
    if not path.is_file():
        pytest.skip(f"The corpus of real-world markup is absent: no {name}. DEBRIEF_CORPUS names its folder.")
    return path


@pytest.fixture(scope="module")
def convert() -> Callable[[str, int], str]:
    return converter()


def test_it_disarms_every_known_vector() -> None:
    vectors = [json.loads(line)["input"] for line in corpus("xss.jsonl").read_text().split("\n") if line]
    assert len(vectors) > 1000
    armed = {vector: found for vector in vectors if (found := faults(render(vector)))}
    assert armed == {}


def test_it_survives_the_commonmark_examples() -> None:
    examples = json.loads(corpus("commonmark-0.31.2.json").read_text())
    rendered = {example["markdown"]: render(example["markdown"]) for example in examples}
    assert {text: found for text, html in rendered.items() if (found := faults(html))} == {}
    assert [text for text, html in rendered.items() if "as-typed" in html] == []


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt&colon;alert(1))",
        "<a href='java\u200bscript:alert(1)'>a</a>",
        "[a](data:text/html,<script>alert(1)</script>)",
        "<javascript:alert(1)>",
        '![a](x" onerror="alert(1))',
        '<p style="background:url(//example.org)" hx-get="/logout/" data-x="1" id="main">a</p>',
        '<div class="dialog btn">a</div>',
        "</div></main><script>alert(1)</script>",
        "```{.python onclick=alert(1) style=x}\na\n```",
        "```<img src=x onerror=alert(1)>\na\n```",
        '<form action="/logout/"><button>a</button></form>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "\x02wzxhzdk:0\x03 \x02amp\x03",
        "| a |\n|---|\n| <script>alert(1)</script> |",
        "@<script>alert(1)</script>",
        "<a href='https://example.org' rel='opener' target='_blank'>a</a>",
    ],
)
def test_it_disarms(text: str) -> None:
    html = render(text)
    assert faults(html) == []
    assert "dialog" not in html and "opener" not in html.replace("noopener", "")


@settings(deadline=None, max_examples=300)
@given(text=soup | st.text(max_size=80), level=st.integers(1, 6))
def test_it_disarms_whatever_is_typed(convert: Callable[[str, int], str], text: str, level: int) -> None:
    assert faults(convert(text, level)) == []
