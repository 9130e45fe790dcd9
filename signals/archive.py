"""Archives from outside, read within limits and never unpacked anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from signals.chatting import Incomprehensible

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
MOST_FILES = 5_000
MOST_OPENED = 200 * MEGABYTE
MOST_EACH = 20 * MEGABYTE
# What packs better than this was made to.
MOST_RATIO = 300
CHUNK = 65_536


class Archive:
    """A zip file of which every name is harmless; what is read from it is counted, whatever its directory says."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            raise Incomprehensible(
                f"An export holds up to {MOST_BYTES // MEGABYTE} MB. Export fewer days or one channel."
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self.zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError) as error:
            raise Incomprehensible("This is no zip file.") from error
        if len(entries) > MOST_FILES:
            raise Incomprehensible(f"This archive holds more than {MOST_FILES:,} files.")
        self.entries = {_name(entry): entry for entry in entries if not entry.is_dir()}
        self.opened = 0

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def read(self, name: str, *, most: int = MOST_EACH) -> bytes:
        """Raises Incomprehensible for what unpacks to more than it may."""
        entry, parts, size = self.entries[name], [], 0
        if entry.flag_bits & 0x1:
            raise Incomprehensible("This archive is encrypted.")
        try:
            with self.zip.open(entry) as file:
                while chunk := file.read(CHUNK):
                    size += len(chunk)
                    self.opened += len(chunk)
                    self._require_sane(entry, size, most)
                    parts.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Incomprehensible("This archive is damaged.") from error
        return b"".join(parts)

    def _require_sane(self, entry: zipfile.ZipInfo, size: int, most: int) -> None:
        too_dense = size > MEGABYTE and size > max(1, entry.compress_size) * MOST_RATIO
        if size > most or self.opened > MOST_OPENED or too_dense:
            raise Incomprehensible("This archive unpacks to more than is taken here.")


def _name(entry: zipfile.ZipInfo) -> str:
    """Raises Incomprehensible for a name that leads elsewhere; names without the mark are taken for UTF-8 as well."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode()
        except (UnicodeEncodeError, UnicodeDecodeError):
            pass
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\x00" in name or ":" in path.parts[0]:
        raise Incomprehensible("A file in this archive has a name that leads out of it.")
    return str(path)
