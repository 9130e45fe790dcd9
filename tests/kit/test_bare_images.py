"""What cameras write into pictures does not come along; how they look does."""

import struct
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.bare_images import bare
from kit.images import recognised
from tests.builders.images import PLACE, SCAN, a_photo, a_png, tiff


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_keeps_which_way_up_it_is_and_its_colours(order: str) -> None:
    found = bare(a_photo(6, order))
    assert found is not None and found.is_sideways and found.orientation == 6
    assert PLACE not in found.data and b"colours" in found.data and found.data.count(SCAN) == 2
    assert found.data.endswith(b"\xff\xd9")
    picture = recognised(found.data)
    assert picture is not None and (picture.width, picture.height) == (9, 7)
    assert bare(found.data) == found


def test_an_upright_photo_says_nothing_at_all() -> None:
    found = bare(a_photo(1))
    assert found is not None and not found.is_sideways
    assert b"Exif" not in found.data


def test_a_png_keeps_what_shows_it() -> None:
    plain = a_png()
    said = chunk(b"tEXt", b"Comment\0" + PLACE) + chunk(b"eXIf", tiff(1)) + chunk(b"prVt", PLACE)
    colours = chunk(b"gAMA", struct.pack(">I", 45455))
    found = bare(plain[:33] + said + colours + plain[33:] + PLACE)
    assert found is not None and found.data == plain[:33] + colours + plain[33:]
    turned = bare(plain[:33] + chunk(b"eXIf", tiff(8)) + plain[33:])
    assert turned is not None and turned.is_sideways and PLACE not in turned.data
    assert bare(turned.data) == turned


def test_a_webp_keeps_what_shows_it() -> None:
    large = b"\x2c\0\0\0\x63\0\0\x31\0\0"
    said = (b"EXIF", tiff(6)), (b"XMP ", PLACE)
    found = bare(riff((b"VP8X", large), (b"ICCP", b"odd"), (b"VP8L", b"\x2f1234"), *said) + PLACE)
    assert found is not None and found.is_sideways and PLACE not in found.data and b"odd" in found.data
    assert found.data[20] == 0x28
    assert bare(found.data) == found
    upright = bare(riff((b"VP8X", large), (b"VP8L", b"\x2f1234"), (b"EXIF", tiff(1))))
    assert upright is not None and upright.data == riff((b"VP8X", b"\x20" + large[1:]), (b"VP8L", b"\x2f1234"))


def test_a_gif_keeps_its_loop() -> None:
    start = b"GIF89a" + struct.pack("<HH", 1, 1) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    loop = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    image = b"!\xf9\x04\0\0\0\0\0" + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0"
    said = (
        b"!\xfe" + bytes([len(PLACE)]) + PLACE + b"\0" + b"!\xff\x0bXMP DataXMP" + bytes([len(PLACE)]) + PLACE + b"\0"
    )
    found = bare(start + said + loop + image + b";" + PLACE)
    assert found is not None and found.data == start + loop + image + b";"


@pytest.mark.parametrize("data", [a_photo()[:-60], a_png()[:-6], a_png()[:40], b"GIF89a" + b"\0" * 7, b"", b"<svg/>"])
def test_what_breaks_off_is_no_picture(data: bytes) -> None:
    assert bare(data) is None


@given(st.sampled_from([a_photo(), a_png(), b"GIF89a\x05\0\x04\0\0\0\0;"]), st.binary(max_size=20), st.integers(0, 300))
def test_nothing_makes_it_fail(picture: bytes, noise: bytes, at: int) -> None:
    found = bare(picture[:at] + noise + picture[at + len(noise) :])
    assert found is None or bare(found.data) is not None
