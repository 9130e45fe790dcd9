"""Small pictures of large ones: drawn anew, so that nothing of the file but its pixels is left."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

ACROSS = 480
# Unpacked, before anything is drawn: four bytes for each.
MOST_PIXELS = 50_000_000


def thumbnail(data: bytes, *, across: int = ACROSS) -> bytes:
    """A WebP at most so wide and high, the right way up; empty when it cannot be drawn."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return b""
                picture.draft("RGB", (across * 2, across * 2))
                small = ImageOps.exif_transpose(picture)
                small.thumbnail((across, across))
                drawn = io.BytesIO()
                small.convert("RGBA" if "A" in small.getbands() or small.mode == "P" else "RGB").save(
                    drawn, "WEBP", quality=80
                )
                return drawn.getvalue()
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError, Warning):
        return b""
