import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.utils.safestring import SafeString
from pytest_django import Settings

from kit import markdown, markdown_pool
from kit.markdown import excerpt, render


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    markdown._memory.clear()
    cache.clear()
    yield
    markdown_pool.close()


def test_it_lays_out_what_people_write() -> None:
    html = render("# Cause\n\nThe *pool* was **full**, ~~not~~ `max=20`.\n\n> Said at the time\n\n1. one\n2. two")
    assert "<h3>Cause</h3>" in html
    assert "<p>The <em>pool</em> was <strong>full</strong>, <del>not</del> <code>max=20</code>.</p>" in html
    assert "<blockquote>" in html and html.count("<li>") == 2


def test_it_is_safe_in_a_template() -> None:
    html = render("a < b")
    assert isinstance(html, SafeString)
    assert Template("{{ html }}").render(Context({"html": html})) == "<p>a &lt; b</p>"


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_it_makes_nothing_of_nothing(text: str) -> None:
    assert render(text) == ""


def test_it_puts_headings_below_those_of_the_page() -> None:
    assert render("# a\n\n###### b", level=2) == "<h2>a</h2>\n<h6>b</h6>"
    assert " id=" not in render('# a {#b}\n\n<h1 id="main">c</h1>')


def test_it_keeps_the_case_of_two_levels_apart() -> None:
    assert render("# a", level=2) != render("# a", level=4)


def test_it_colours_code_by_class_only() -> None:
    html = render("```python\ndef f(): pass\n```")
    assert '<span class="k">def</span>' in html
    assert "style" not in html


def test_it_draws_tables_and_ticks() -> None:
    html = render("| a | b |\n|--:|:-:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open")
    assert '<td align="right">1</td>' in html
    assert "☑ done" in html and "☐ open" in html and "<input" not in html


def test_it_links_addresses_and_trusts_none() -> None:
    html = render("See https://example.org/a_b_c or mail ops@example.org.")
    assert '<a href="https://example.org/a_b_c" rel="nofollow noopener">' in html
    assert 'href="mailto:ops@example.org"' in html


@pytest.mark.parametrize("text", ["asked @dba-1 to look", "(@dba-1)", "**@dba-1**"])
def test_it_marks_people(text: str) -> None:
    assert '<span class="mention">@dba-1</span>' in render(text)


@pytest.mark.parametrize("text", ["`@dba-1`", "ops@dba-1.org", "npm @scope/pkg", "https://example.org/@dba"])
def test_it_marks_no_other_at_sign(text: str) -> None:
    assert "mention" not in render(text)


def test_it_shows_own_pictures_and_links_to_foreign_ones() -> None:
    assert render("![Graph](/attachments/7/pool.png)") == (
        '<p><img alt="Graph" src="/attachments/7/pool.png" loading="lazy"></p>'
    )
    foreign = render("![Graph](https://example.org/pool.png)")
    assert foreign == '<p><a href="https://example.org/pool.png" rel="nofollow noopener">Graph</a></p>'


@pytest.mark.parametrize(
    "source",
    ["//example.org/a.png", "/attachments/../admin/", "/attachments//example.org", "/logout/", "a.png", "data:,a"],
)
def test_it_shows_no_picture_from_elsewhere(source: str) -> None:
    assert "<img" not in render(f"![Graph]({source})")


def test_it_keeps_placeholders_readable() -> None:
    assert render("restart <pod-name> in <zone>") == "<p>restart &lt;pod-name&gt; in &lt;zone&gt;</p>"


def test_it_answers_from_the_cache() -> None:
    first = render("some *text*")
    markdown._memory.clear()
    markdown_pool.close()
    began = time.perf_counter()
    assert render("some *text*") == first
    assert time.perf_counter() - began < 0.1  # starting a worker takes longer


def test_it_works_without_a_cache(settings: Settings) -> None:
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}
    assert render("some *text*") == "<p>some <em>text</em></p>"


def test_it_does_not_put_the_text_in_a_key() -> None:
    assert "secret" not in markdown._key("secret", 3)
    assert markdown._key("secret", 3) != markdown._key("secret", 4)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("## Cause\n\nThe **pool** was _full_.", "Cause The pool was full."),
        ("- [x] one\n- two\n1. three", "one two three"),
        ("See [the graph](https://example.org) and ![it](/a.png) `now`.", "See the graph and it now."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("snake_case_name at 5 < 7 <b>bold</b>", "snake_case_name at 5 < 7 bold"),
        ("```python\nx = 1\n```\nafter", "x = 1 after"),
        ("", ""),
    ],
)
def test_it_takes_an_excerpt_without_the_marks(text: str, plain: str) -> None:
    assert excerpt(text) == plain


def test_it_cuts_an_excerpt_between_words() -> None:
    assert excerpt("one two three four", words=2) == "one two…"
    assert excerpt("one two", words=2) == "one two"


@pytest.mark.parametrize("piece", ["[", "-", "![](", "<a", "|-", "_*"])
def test_it_takes_an_excerpt_of_anything_at_once(piece: str) -> None:
    began = time.perf_counter()
    excerpt(piece * 100_000)
    assert time.perf_counter() - began < 0.1
