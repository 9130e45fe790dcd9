"""What is taken of a file that is sent, and what is not."""

from __future__ import annotations

import io
import re
import stat
import zipfile

import pytest

from exchange.folder import MOST_TEXT, NotTaken, folder
from exchange.reading.decoding import NotText, decode


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_folder_gives_its_texts_and_pictures() -> None:
    found = folder("x.zip", zipped(("a/b.md", b"# B"), ("a/c.png", b"png"), ("__MACOSX/a", b"x"), (".git/x.md", b"x")))
    assert [path for path, _ in found.texts] == ["a/b.md"]
    assert [path for path, _ in found.pictures] == ["a/c.png"]
    assert found.left_out == []


def test_a_name_never_leads_out_of_the_folder() -> None:
    found = folder("x.zip", zipped(("../../etc/passwd.md", b"x"), ("/abs.md", b"x"), ("a\\..\\b.md", b"x")))
    assert [path for path, _ in found.texts] == ["etc/passwd.md", "abs.md", "a/b.md"]


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped(("bomb.md", b"0" * 30_000_000), ("fine.md", b"# Fine"))
    found = folder("x.zip", bomb)
    assert [path for path, _ in found.texts] == ["fine.md"]
    assert found.left_out == [("bomb.md", "It unpacks to far more than it is.")]


def test_a_bomb_that_lies_about_its_size_stops_at_the_limit() -> None:
    bomb = bytearray(zipped(("bomb.md", b"0" * 30_000_000), ("fine.md", b"# Fine")))
    at = bomb.rindex(b"PK\x01\x02", 0, bomb.rindex(b"fine.md"))
    at = bomb.index(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    found = folder("x.zip", bytes(bomb))
    assert [path for path, _ in found.texts] == ["fine.md"]
    assert found.left_out[0][0] == "bomb.md"


def test_links_to_other_files_are_left_out() -> None:
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = folder("x.zip", zipped((link, b"/etc/passwd"), ("fine.md", b"# Fine")))
    assert found.left_out == [("link.md", "It is a link to another file.")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty."),
        (b" \n", "This file is empty."),
        (b"PK\x03\x04broken", "This zip is damaged. Pack the folder again."),
        (b"x" * (MOST_TEXT + 1), "A text holds up to 2 MB, and this file has 2.0 MB."),
        (zipped(), "This zip holds no Markdown or plain text."),
        (zipped(("a.exe", b"MZ")), "Nothing in this zip can be taken. a.exe: It is neither a text nor a picture."),
    ],
)
def test_what_cannot_be_taken_is_said(data: bytes, said: str) -> None:
    with pytest.raises(NotTaken, match=re.escape(said)):
        folder("x.md", data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Größe".encode(), "Größe"),
        ("\ufeffGröße\r\n".encode(), "Größe\n"),
        ("Größe".encode("utf-16"), "Größe"),
        ("Größe – “so”".encode("cp1252"), "Größe – “so”"),
        (b"a\x00b" + b" words" * 60, "ab" + " words" * 60),
    ],
)
def test_any_encoding_is_read(data: bytes, text: str) -> None:
    assert decode(data)[0] == text


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(NotText):
        decode(bytes(range(256)) * 20)
