"""Bytes as text, whatever wrote them."""

from __future__ import annotations

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# More of these than this share of a file, and it is no text.
MOST_CONTROLS = 0.01


class NotText(ValueError):
    """The bytes are no text."""


def decode(data: bytes) -> tuple[str, str]:
    """The text, with plain line breaks, and the encoding it was read as; "" where that needs no mention."""
    text, encoding = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    controls = sum(1 for letter in text if letter < " " and letter not in "\n\t\x1b")
    if controls > MOST_CONTROLS * len(text):
        raise NotText
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t"), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), "" if encoding == "utf-8-sig" else encoding
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        # Every byte means something in latin-1, and nearly every one in what Windows writes.
        return data.decode("cp1252", errors="replace"), "Windows-1252"
