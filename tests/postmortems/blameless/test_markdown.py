"""Markdown is respected: what is not the author's prose is not read, and offsets are those of the source."""

import pytest

from postmortems.blameless import check
from postmortems.blameless.source import blocks, masked

FORGOT = "The engineer forgot to renew the certificate."


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{FORGOT}\n```",
        f"~~~text\n{FORGOT}\n~~~\n",
        f"Log:\n\n    {FORGOT}\n",
        f"> {FORGOT}\n> Said in chat.",
        f"> In the room\n{FORGOT.lower()}",
        f"`{FORGOT}`",
        f"She wrote: “{FORGOT}”",
        f"<!-- {FORGOT} -->",
        f"<!--\n{FORGOT}\n-->",
        f"---\nsummary: {FORGOT}\n---\n",
        f"![{FORGOT}](graph.png)",
        "See [the page](https://wiki.example/the-engineer-forgot-to-renew).",
        "[1]: https://wiki.example/ 'The engineer forgot to renew it'",
    ],
)
def test_it_reads_only_prose(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"- {FORGOT}",
        f"1. {FORGOT}",
        f"- [ ] {FORGOT}",
        f"| When | What |\n| --- | --- |\n| 10:02 | {FORGOT} |",
        f"## {FORGOT}",
        f"**{FORGOT}**",
        f"_{FORGOT}_",
        "The [engineer](https://people.example) **forgot** to renew the certificate.",
        f"- A point\n\n    {FORGOT}",
        f"```\ncode\n```\n{FORGOT}",
        f"Line one\r\n{FORGOT}\r\n",
        "The engineer\nforgot to renew the certificate.",
    ],
)
def test_it_reads_prose_wherever_it_stands(text: str) -> None:
    [hint] = check(text)
    assert hint.pattern == "lapse"
    assert text[hint.start : hint.end] == hint.quote
    assert hint.quote.replace("**", "").endswith("forgot")


def test_it_counts_offsets_in_the_source() -> None:
    text = f"# Ünïcode 🙂 `code`\n\n* Grüße aus *Köln*\n\n{FORGOT} Then Tom failed to check [the list](x)."
    assert [text[hint.start : hint.end] for hint in check(text)] == ["The engineer forgot", "Tom failed to check"]


def test_it_keeps_sentences_apart_at_items_rows_and_times() -> None:
    assert check("- The engineer\n- forgot password page was down") == []
    assert check("| The engineer | forgot-page was slow |") == []
    text = "10:02 The engineer was paged\n10:04 forgot-password mails queue up"
    assert check(text) == []


def test_it_masks_character_for_character() -> None:
    text = "a `b` [c](d) <e> “f” **g** https://h.example\n> i\n```\nj\n```"
    assert len(masked(text)) == len(text)
    assert masked(text).count("\n") == text.count("\n")
    assert [block.heading for block in blocks(masked("# A\n\nB\n"))] == [True, False]


def test_it_suggests_with_the_markup_of_the_source() -> None:
    text = "The engineer forgot to run `bin/renew` on **both** hosts."
    [hint] = check(text)
    assert hint.reframing is not None
    assert hint.reframing.text == "Nothing reminded anyone to run `bin/renew` on **both** hosts"
    assert check("The engineer **forgot to run** it.")[0].reframing is None
