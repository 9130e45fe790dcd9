"""Pictures without a library to draw them."""

import struct
import zlib


def a_png(width: int = 3, height: int = 2) -> bytes:
    """A picture of transparent black that any decoder takes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\0\0\0\0" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PLACE = b"48.2082 N, 16.3738 E, Secret Phone 9"
SCAN = b"\xff\xda\x00\x03\x00" + b"\x01\xff\x00\x02\xff\xd0\x03"


def tiff(orientation: int, order: str = "<") -> bytes:
    start = b"II*\0" if order == "<" else b"MM\0*"
    entries = [(0x010F, 2, len(PLACE), 60), (0x0112, 3, 1, orientation if order == "<" else orientation << 16)]
    rows = b"".join(struct.pack(f"{order}HHII", *each) for each in entries)
    return (start + struct.pack(f"{order}IH", 8, 2) + rows + b"\0\0\0\0").ljust(60, b"\0") + PLACE


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def a_photo(orientation: int = 6, order: str = "<") -> bytes:
    """A photo that says in every way there is where it was taken; no decoder would draw it."""
    parts = [
        b"\xff\xd8",
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xE1, b"Exif\0\0" + tiff(orientation, order)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
        segment(0xFE, PLACE),
        segment(0xC2, b"\x08" + struct.pack(">HH", 7, 9) + b"\x01\x01\x11\0"),
        SCAN,
        segment(0xC4, b"\xff\xd9 tables"),
        SCAN,
        b"\xff\xd9",
        PLACE,
    ]
    return b"".join(parts)
