"""Pictures without what cameras and programs write into them: where, when and with what they were made.

Only the way up a photo is held is kept, since it would lie on its side without. Nothing is drawn anew: the pixels are
the same bytes as before.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from kit.images import BARE, PNG

UPRIGHT = 1
SIDEWAYS = frozenset({5, 6, 7, 8})
SCAN, END, EXIF, ICC, ADOBE, JFIF = 0xDA, 0xD9, 0xE1, 0xE2, 0xEE, 0xE0
# Chunks of PNG that say how it looks and moves; whatever else is not needed to show it.
SHOWN = frozenset(b"tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT cICP acTL fcTL fdAT".split())
HAS_EXIF, HAS_XMP = 0x08, 0x04


@dataclass(frozen=True)
class Bare:
    data: bytes
    orientation: int = UPRIGHT

    @property
    def is_sideways(self) -> bool:
        """Whether it is shown as wide as it is high in the file."""
        return self.orientation in SIDEWAYS


def bare(data: bytes) -> Bare | None:
    """The same picture; None for one that cannot be read to its end."""
    makers = {b"\x89PNG": _png, b"\xff\xd8\xff": _jpeg, b"GIF8": _gif, b"RIFF": _webp}
    make = next((make for start, make in makers.items() if data.startswith(start)), None)
    try:
        return make(data) if make else None
    except (struct.error, IndexError):
        return None


def _jpeg(data: bytes) -> Bare:
    parts, orientation = [data[:2]], UPRIGHT
    for marker, segment in _segments(data):
        if marker == EXIF and segment[4:10] == b"Exif\0\0":
            orientation = _orientation(segment[10:])
        elif (
            not 0xE0 <= marker <= 0xEF
            and marker != 0xFE
            or marker in (JFIF, ADOBE)
            or (marker == ICC and segment[4:16] == b"ICC_PROFILE\0")
        ):
            parts.append(segment)
    if orientation != UPRIGHT:
        exif = b"Exif\0\0" + _tiff(orientation)
        parts.insert(1, struct.pack(">BBH", 0xFF, EXIF, len(exif) + 2) + exif)
    return Bare(b"".join(parts), orientation)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each with its marker, a scan with what follows it; nothing after the end of the picture."""
    at = 2
    while True:
        while data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise IndexError
        marker, end = data[at + 1], at + 2
        if marker not in BARE and marker != END:
            end += struct.unpack_from(">H", data, end)[0]
        if marker == SCAN:
            end = _after_scan(data, end)
        if end > len(data):
            raise IndexError
        yield marker, data[at:end]
        if marker == END:
            return
        at = end


def _after_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is neither a byte of the picture nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _png(data: bytes) -> Bare:
    parts, orientation, at = [PNG], UPRIGHT, len(PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError
        if kind == b"eXIf":
            orientation = _orientation(chunk[8:-4])
        elif kind[:1].isupper() or kind in SHOWN:
            parts.append(chunk)
        at += len(chunk)
        if kind == b"IEND":
            return Bare(b"".join(parts)) if orientation == UPRIGHT else _turned_png(parts, orientation)


def _turned_png(parts: list[bytes], orientation: int) -> Bare:
    body = b"eXIf" + _tiff(orientation)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", crc32(body))
    return Bare(b"".join([*parts[:2], chunk, *parts[2:]]), orientation)


def _webp(data: bytes) -> Bare:
    parts: list[bytes] = []
    orientation, at, end = UPRIGHT, 12, 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data) + 1:
        raise IndexError
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise IndexError
        if kind == b"EXIF":
            orientation = _orientation(body.removeprefix(b"Exif\0\0"))
        elif kind == b"VP8X":
            parts.append(_chunk(kind, bytes([body[0] & ~(HAS_EXIF | HAS_XMP)]) + body[1:]))
        elif kind in (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            parts.append(_chunk(kind, body))
        at += 8 + length + length % 2
    if orientation != UPRIGHT and parts and parts[0][:4] == b"VP8X":
        parts[0] = parts[0][:8] + bytes([parts[0][8] | HAS_EXIF]) + parts[0][9:]
        parts.append(_chunk(b"EXIF", _tiff(orientation)))
    body = b"WEBP" + b"".join(parts)
    return Bare(b"RIFF" + struct.pack("<I", len(body)) + body, orientation)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _gif(data: bytes) -> Bare:
    """Comments and what programs add go; the loop of an animation stays."""
    flags = data[10]
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    parts = [data[:at]]
    while data[at] != 0x3B:
        start, kind = at, data[at]
        if kind == 0x2C:
            flags = data[at + 9]
            at = _after_blocks(data, at + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))
        elif kind == 0x21:
            at = _after_blocks(data, at + 2)
        else:
            raise IndexError
        loops = data[start + 1] == 0xFF and data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if kind == 0x2C or data[start + 1] in (0xF9, 0x01) or loops:
            parts.append(data[start:at])
    return Bare(b"".join([*parts, b";"]))


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _orientation(tiff: bytes) -> int:
    """Which way up, as Exif says it; upright when it does not."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for n in range(min(struct.unpack_from(f"{order}H", tiff, start)[0], 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * n)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def _tiff(orientation: int) -> bytes:
    return b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">HH", orientation, 0) + b"\0\0\0\0"
