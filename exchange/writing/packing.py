"""Files for one write-up or for many, in each format."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import User
from exchange.models import Export
from exchange.own.writing import markdown
from exchange.whole import whole
from exchange.writing.carrying import carried
from exchange.writing.file import File, name_of
from exchange.writing.page import page
from exchange.writing.pdf import pdf
from exchange.writing.pictures import beside, kept
from kit import clock
from postmortems.models import Postmortem

SCHEMA = "https://debrief.invalid/schema/write-up-1.json"
Format = Export.Format


def one(postmortem: Postmortem, format: str, *, reader: User, with_comments: bool = False) -> File:
    """As this reader may have it. A text whose pictures are kept here comes as a zip with them."""
    return _MAKERS[format](postmortem, reader, with_comments)


def together(files: Iterable[File], *, name: str) -> File:
    """As one zip; of two files of the same name the second gets a number."""
    out, taken = io.BytesIO(), set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            for path, data in _entries(file):
                number, free = 2, path
                while free in taken:
                    stem, dot, ending = path.rpartition(".")
                    free, number = f"{stem or ending}-{number}{dot}{ending if stem else ''}", number + 1
                taken.add(free)
                archive.writestr(_stamped(free), data)
    return File(name, "application/zip", out.getvalue())


def _entries(file: File) -> list[tuple[str, bytes]]:
    """A zip in a zip is unpacked into a folder of its name."""
    if file.content_type != "application/zip":
        return [(file.name, file.data)]
    folder = file.name.removesuffix(".zip")
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        return [(f"{folder}/{info.filename}", archive.read(info)) for info in archive.infolist()]


def _markdown(postmortem: Postmortem, reader: User, with_comments: bool) -> File:
    given = whole(postmortem, reader=reader)
    images = kept(postmortem, [section["body"] for section in given["content"]["sections"]])
    name = name_of(postmortem, "md")
    if not images:
        return File(name, "text/markdown; charset=utf-8", markdown(given).encode())
    for section in given["content"]["sections"]:
        section["body"] = beside(section["body"], images)
    return _packed(
        name.removesuffix(".md"),
        [(name, markdown(given).encode()), *((each.file, each.data) for each in images.values())],
    )


def _json(postmortem: Postmortem, reader: User, with_comments: bool) -> File:
    given = whole(postmortem, reader=reader, with_comments=with_comments)
    files = carried(postmortem)
    text = given["content"]
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "exported_at": clock.now().isoformat(),
        **{name: value for name, value in given.items() if name != "sections"},
        "layout": given["sections"],
        "pictures": files.pictures,
        "attachments": files.attachments,
        "content_hash": hashlib.sha256(_canonical(text)).hexdigest(),
    }
    name = name_of(postmortem, "json")
    data = json.dumps(found, ensure_ascii=False, indent=2, default=str).encode()
    if not files.entries:
        return File(name, "application/json", data)
    return _packed(name.removesuffix(".json"), [(name, data), *files.entries])


def _html(postmortem: Postmortem, reader: User, with_comments: bool) -> File:
    html = page(postmortem, reader=reader, with_comments=with_comments)
    return File(name_of(postmortem, "html"), "text/html; charset=utf-8", html.encode())


def _pdf(postmortem: Postmortem, reader: User, with_comments: bool) -> File:
    html = page(postmortem, reader=reader, with_comments=with_comments)
    return File(name_of(postmortem, "pdf"), "application/pdf", pdf(html, title=postmortem.title))


_MAKERS: dict[str, Callable[[Postmortem, User, bool], File]] = {
    Format.MARKDOWN: _markdown,
    Format.JSON: _json,
    Format.HTML: _html,
    Format.PDF: _pdf,
}


def _packed(stem: str, files: list[tuple[str, bytes]]) -> File:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            archive.writestr(_stamped(path), data)
    return File(f"{stem}.zip", "application/zip", out.getvalue())


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()


def _stamped(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, clock.now().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
