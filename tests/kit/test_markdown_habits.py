"""Markdown as people know it from elsewhere."""

import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.markdown_rules import converter

convert = converter()
LINES = [
    "- a",
    "  - b",
    "    - c",
    "1. d",
    "   more",
    "2) e",
    "text",
    "",
    "> q",
    "# h",
    "---",
    "| x | y |",
    "|---|---|",
    "    code",
]


def shape(text: str) -> str:
    """The HTML without paragraphs in items and blanks: what a reader sees of it."""
    return re.sub(r"\s+|</?p>", "", convert(text, 3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We saw:\n- one\n- two", "Wesaw:<ul><li>one</li><li>two</li></ul>"),
        ("We saw:\n1. one\n2. two", "Wesaw:<ol><li>one</li><li>two</li></ol>"),
        ("1) one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n\n  still a\n\n- b", "<ul><li>astilla</li><li>b</li></ul>"),
        ("- a\nstill a\n- b", "<ul><li>astilla</li><li>b</li></ul>"),
        ("- a\n\nafter", "<ul><li>a</li></ul>after"),
        ("- a\n# b", "<ul><li>a</li></ul><h3>b</h3>"),
        ("> a\n- b", "<blockquote>a</blockquote><ul><li>b</li></ul>"),
        ("a\n| b | c |\n|---|---|\n| 1 | 2 |", "a<table>"),
    ],
)
def test_it_reads_lists_and_tables_as_elsewhere(text: str, expected: str) -> None:
    assert shape(text).startswith(expected)


@pytest.mark.parametrize("text", ["The year was\n2024. It rained.", "a\n-b", "one - two\n- - -", "    - code"])
def test_it_makes_no_list_of_what_is_none(text: str) -> None:
    assert "<li>" not in convert(text, 3)


def test_it_keeps_code_in_an_item() -> None:
    html = convert("1. run\n   ```\n   - not an item\n   ```\n2. wait", 3)
    assert "<code>- not an item\n</code>" in html
    assert html.count("<li>") == 2


def test_it_sets_code_below_a_paragraph_apart() -> None:
    html = convert("before\n```\ncode\n```\nafter", 3)
    assert "<p>before</p>" in html and "<p>after</p>" in html


@settings(deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), max_size=25))
def test_it_loses_no_word(lines: list[str]) -> None:
    words = re.findall("[a-z]+", "\n".join(lines))
    shown = unescape(re.sub(r"<[^>]*>", " ", convert("\n".join(lines), 3)))
    assert re.findall("[a-z]+", shown) == words


@pytest.mark.parametrize(
    "text", ["- a\n" * 10_000, "text\n- a\n\n" * 500, "\n".join(" " * n + "- a" for n in range(150))]
)
def test_it_is_quick_with_many_lists(text: str) -> None:
    began = time.process_time()
    convert(text, 3)
    assert time.process_time() - began < 3
