"""What a file is, told from its bytes; what may be kept, and how it is offered again."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

import filetype

from kit.bare_images import bare
from kit.images import recognised
from kit.thumbnails import thumbnail

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
MOST_BYTES_TOGETHER = 200 * MEGABYTE
MOST_FILES = 200
# Of a text, what a page shows.
PREVIEW_BYTES = 60_000
SAMPLE_BYTES = 200_000
# How the texts of some systems begin.
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What terminals are told: colours, titles, bells.
COLOURS = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])|[\a\b]")
PICTURE, TEXT, FILE = "picture", "text", "file"
# Formats that are kept to be downloaded; whatever else is binary is refused.
KEPT = {
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "application/gzip": "GZIP",
    "application/zstd": "Zstandard",
    "application/x-bzip2": "BZIP2",
    "application/x-xz": "XZ",
    "application/x-7z-compressed": "7-Zip",
    "application/x-tar": "TAR",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "video/mp4": "MP4",
    "video/webm": "WebM",
    "video/quicktime": "QuickTime",
}


class Unfit(Exception):
    """The file is not taken; the sentence says why."""


@dataclass(frozen=True)
class File:
    kind: str
    content_type: str
    data: bytes
    width: int | None = None
    height: int | None = None
    thumbnail: bytes = b""


def examined(data: bytes) -> File:
    """The file as it is kept: pictures without what cameras wrote into them, texts as plain text whatever they say."""
    if not data:
        raise Unfit("This file is empty.")
    if len(data) > MOST_BYTES:
        raise Unfit(f"A file holds up to {MOST_BYTES // MEGABYTE} MB. Make it smaller, or link to it.")
    if recognised(data) is not None:
        return _picture(data)
    if is_text(data):
        return File(TEXT, f"text/plain; charset={_coding(data)}", data)
    known = filetype.guess_mime(data[:8_192])
    if known in KEPT:
        return File(FILE, known, data)
    raise Unfit("This is neither a picture, a text, a PDF, an archive, a table nor a film that is known here.")


def is_text(data: bytes) -> bool:
    """Whether people can read it: UTF-8, or UTF-16 that says so, without control characters, as far as one looks."""
    sample = data[:SAMPLE_BYTES]
    if sample.startswith(UTF_16):
        return len(data) % 2 == 0 and _is_readable(sample.decode("utf-16", errors="replace"))
    if b"\x00" in sample:
        return False
    try:
        said = sample.decode()
    except UnicodeDecodeError as error:
        # Cut within a character at the end of the sample is no fault of the file.
        if error.start < len(sample) - 3 or len(data) <= len(sample):
            return False
        said = sample[: error.start].decode()
    return _is_readable(said)


def _is_readable(said: str) -> bool:
    odd = sum(
        sign == "\ufffd" or unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\x1b\f\a\b" for sign in said
    )
    return odd <= len(said) // 1_000


def _coding(data: bytes) -> str:
    return "utf-16" if data.startswith(UTF_16) else "utf-8"


def preview(data: bytes) -> tuple[str, bool]:
    """The beginning of a text without the colours of a terminal, and whether more follows."""
    said = data[:PREVIEW_BYTES].decode(_coding(data), errors="replace").removeprefix("\ufeff")
    return COLOURS.sub("", said), len(data) > PREVIEW_BYTES


def plain_name(name: str) -> str:
    """The last part of what the sender called it, without anything that could steer a terminal, a header or a path."""
    last = PurePath(name.replace("\\", "/")).name
    clean = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    return " ".join(clean.replace('"', "'").split()).strip(". ")[:200] or "File"


def _picture(data: bytes) -> File:
    picture = recognised(data)
    assert picture is not None
    if not picture.is_reasonable:
        raise Unfit(f"This picture is {picture.width:,} × {picture.height:,} pixels large. Make it smaller.")
    stripped = bare(data)
    if stripped is None:
        raise Unfit("This picture breaks off or is damaged. Save it again as PNG or JPEG.")
    across = (picture.height, picture.width) if stripped.is_sideways else (picture.width, picture.height)
    return File(PICTURE, picture.content_type, stripped.data, *across, thumbnail=thumbnail(stripped.data))
