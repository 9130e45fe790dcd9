"""What a picture is, told from its bytes and never from its name: the four formats every browser shows."""

from __future__ import annotations

import struct
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 50_000_000
MOST_ACROSS = 20_000
MOST_SEGMENTS = 1_000
# Start-of-frame markers of JPEG; C4, C8 and CC share their range and are something else.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
BARE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True)
class Picture:
    """`suffix` is that of its address; sizes are in pixels."""

    suffix: str
    content_type: str
    width: int
    height: int

    @property
    def is_reasonable(self) -> bool:
        """Small enough that showing it does not exhaust a browser, whatever it shrank to when it was packed."""
        across = max(self.width, self.height)
        return min(self.width, self.height) > 0 and across <= MOST_ACROSS and self.width * self.height <= MOST_PIXELS


def recognised(data: bytes) -> Picture | None:
    """None for anything but a PNG, JPEG, GIF or WebP whose header says how large it is."""
    readers = (("png", _png), ("jpeg", _jpeg), ("gif", _gif), ("webp", _webp))
    for kind, sizes in readers:
        try:
            size = sizes(data)
        except (struct.error, IndexError):
            size = None
        if size is not None:
            return Picture("jpg" if kind == "jpeg" else kind, f"image/{kind}", *size)
    return None


def _png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(PNG) or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    for _ in range(MOST_SEGMENTS):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # a marker may be preceded by any number of these
            at += 1
        elif marker in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        elif marker in BARE:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _gif(data: bytes) -> tuple[int, int] | None:
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _webp(data: bytes) -> tuple[int, int] | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    chunk = data[12:16]
    if chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if chunk == b"VP8L" and data[20] == 0x2F:
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return None
