"""The words of Markdown, without its marks."""

from __future__ import annotations

import html
import re

LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])"
)
AUTO = re.compile(r"<(https?://[^>\s]+|[^@\s>]+@[^>\s]+)>")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
MARKS = re.compile(r"(\*\*\*|\*\*|__|~~|`+)")
EMPHASIS = re.compile(r"(?<![\w*\\])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])")
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
