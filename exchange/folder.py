"""The texts and pictures of what was sent: one file, or a folder as a zip. Nothing is ever written to a disk. Pure."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath

MEGABYTE = 1_000_000
MOST_FILES = 500
MOST_ENTRIES = 5_000
MOST_TEXT = 2 * MEGABYTE
MOST_PICTURE = 5 * MEGABYTE
MOST_TOGETHER = 100 * MEGABYTE
# What packs better than this is no text that somebody wrote.
MOST_PACKED = 200
MOST_SAID = 3
TEXTS = (
    *(".md", ".markdown", ".mdx", ".mdown", ".qmd", ".rmd", ".erb", ".txt", ".text", ".wiki", ".mediawiki"),
    *(".adoc", ".rst", ".org"),
)
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\.?/)|__MACOSX(?:/|$))")


class NotTaken(ValueError):
    """Why nothing of it can be taken, in a sentence."""


@dataclass
class Folder:
    """`left_out` has (path, reason) of what was not taken."""

    texts: list[tuple[str, bytes]] = field(default_factory=list)
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def folder(name: str, data: bytes) -> Folder:
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _unpacked(data)
    if len(data) > MOST_TEXT:
        raise NotTaken(
            f"A text holds up to {MOST_TEXT // MEGABYTE} MB, and this file has {len(data) / MEGABYTE:.1f} MB."
        )
    if not data.strip():
        raise NotTaken("This file is empty.")
    return Folder(texts=[(PurePosixPath(name.replace("\\", "/")).name[:500] or "text.md", data)])


def _unpacked(data: bytes) -> Folder:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise NotTaken("This zip is damaged. Pack the folder again.") from None
    if len(infos) > MOST_ENTRIES:
        raise NotTaken(f"This zip holds {len(infos):,} files. Pack up to {MOST_ENTRIES:,}.")
    found, room = Folder(), MOST_TOGETHER
    seen: set[str] = set()
    for info in infos:
        if info.is_dir() or HIDDEN.search(info.filename):
            continue
        path = _path(info.filename)
        if reason := _refused(info, path, seen, found):
            found.left_out.append((path[:200], reason))
            continue
        seen.add(path)
        most = MOST_PICTURE if _is_picture(path) else MOST_TEXT
        body = _read(archive, info, min(most, room))
        if isinstance(body, str):
            found.left_out.append((path[:200], body))
            continue
        room -= len(body)
        (found.pictures if _is_picture(path) else found.texts).append((path, body))
    if not found.texts:
        raise NotTaken(_why_nothing(found))
    return found


def _why_nothing(found: Folder) -> str:
    """The first reasons, so that whoever sent it knows what to change."""
    if not found.left_out:
        return "This zip holds no Markdown or plain text."
    said = " ".join(f"{path or 'A file'}: {reason}" for path, reason in found.left_out[:MOST_SAID])
    more = len(found.left_out) - MOST_SAID
    return f"Nothing in this zip can be taken. {said}{f' And {more:,} more.' if more > 0 else ''}"


def _path(name: str) -> str:
    """Where it stands in the folder, as text: it is shown and matched with links, never opened."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "".join(letter for letter in "/".join(parts) if letter.isprintable())


def _is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURES)


def _refused(info: zipfile.ZipInfo, path: str, seen: set[str], found: Folder) -> str:
    """A reason, in a sentence; links to other files are never followed."""
    is_named = "." in PurePosixPath(path).name
    if not path or len(path) > 500:
        return "Its name is too long."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link to another file."
    if info.flag_bits & 0x1:
        return "It is locked with a password."
    if not _is_picture(path) and is_named and not path.lower().endswith(TEXTS) and not _is_numbered(path):
        return "It is neither a text nor a picture."
    if path in seen:
        return "A file of the same name was taken already."
    if not _is_picture(path) and len(found.texts) >= MOST_FILES:
        return f"Up to {MOST_FILES} texts are taken at once."
    if info.file_size > MOST_PACKED * max(info.compress_size, 100):
        return "It unpacks to far more than it is."
    return ""


def _is_numbered(path: str) -> bool:
    """`PM2022-009 - Bad image v1.2` has a dot and no ending."""
    return not re.search(r"\.[A-Za-z][A-Za-z0-9]{0,7}$", path)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | str:
    """By what comes out, never by what the zip says of itself."""
    try:
        with archive.open(info) as member:
            body = member.read(most + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return "It could not be unpacked."
    except Exception as error:  # the decompressors raise errors of their own
        if type(error).__module__ in ("zlib", "lzma", "_lzma", "bz2"):
            return "It could not be unpacked."
        raise
    return "It is too large." if len(body) > most else body
