"""Pictures are recognised by their bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.images import recognised
from tests.builders.images import a_png

A_GIF = b"GIF89a" + struct.pack("<HH", 5, 4) + b"\0\0\0;"
A_JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    + b"\xff\xff\xc0\x00\x11\x08"
    + struct.pack(">HH", 7, 9)
    + b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"
)
A_WEBP = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f" + struct.pack("<I", 10 | 19 << 14) + b"\0" * 8
A_LARGE_WEBP = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\x63\0\0\x31\0\0"
AN_OLD_WEBP = b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 30, 40)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (a_png(), ("png", "image/png", 3, 2)),
        (A_GIF, ("gif", "image/gif", 5, 4)),
        (A_JPEG, ("jpg", "image/jpeg", 9, 7)),
        (A_WEBP, ("webp", "image/webp", 11, 20)),
        (A_LARGE_WEBP, ("webp", "image/webp", 100, 50)),
        (AN_OLD_WEBP, ("webp", "image/webp", 30, 40)),
    ],
)
def test_it_tells_the_format_and_the_size(data: bytes, said: tuple[str, str, int, int]) -> None:
    found = recognised(data)
    assert found is not None
    assert (found.suffix, found.content_type, found.width, found.height) == said
    assert found.is_reasonable


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n<html>",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x00" * 3,
        b"RIFF\0\0\0\0WEBP",
        b"BM" + b"\0" * 60,
    ],
)
def test_it_takes_nothing_else(data: bytes) -> None:
    assert recognised(data) is None


def test_it_knows_what_would_exhaust_a_browser() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    found = recognised(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + header)
    assert found is not None
    assert not found.is_reasonable


@given(st.sampled_from([a_png(), A_GIF, A_JPEG, A_WEBP, A_LARGE_WEBP, AN_OLD_WEBP]), st.data())
def test_it_answers_whatever_the_bytes(picture: bytes, data: st.DataObject) -> None:
    bytes_ = bytearray(picture[: data.draw(st.integers(0, len(picture)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(bytes_) - 1)), max_size=6)):
        if bytes_:
            bytes_[at] = data.draw(st.integers(0, 255))
    recognised(bytes(bytes_))
