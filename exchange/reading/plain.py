"""The words of Markdown, without its marks."""

from __future__ import annotations

import html
import re

# Every repetition has a bound: a text may be made to cost as much as it can.
LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,500})\]"
    r"(?:\([^()\s]{0,1000}(?:\([^()]{0,200}\)[^()\s]{0,500})?(?:\s+\"[^\"]{0,300}\")?\)|\[[^\[\]]{0,200}\])"
)
AUTO = re.compile(r"<(https?://[^<>\s]{1,1000}|[^@<>\s]{1,100}@[^<>\s]{1,200})>")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--.{0,500}?-->", re.DOTALL)
MARKS = re.compile(r"(\*\*\*|\*\*|__|~~|`+)")
EMPHASIS = re.compile(r"(?<![\w*\\])[*_](?=\S)(.{1,300}?)(?<=\S)[*_](?![\w*])")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
WORD = re.compile(r"\w+", re.UNICODE)


def plain(text: str) -> str:
    """On one line."""
    text = LINK.sub(r"\1", text)
    text = AUTO.sub(r"\1", text)
    text = TAG.sub(" ", text)
    text = MARKS.sub("", text)
    text = EMPHASIS.sub(r"\1", text)
    return " ".join(html.unescape(ESCAPED.sub(r"\1", text)).split())


def words(text: str) -> list[str]:
    """Every word as it stands, marks and addresses included, for comparing what is there with what was."""
    return WORD.findall(html.unescape(text).lower())
