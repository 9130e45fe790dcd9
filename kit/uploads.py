"""Files that are sent: a body that is larger than any we take is refused before it is read."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

# Somewhat more than the largest file, so that one which is a little too large is refused in words.
MOST_BYTES = 25_000_000


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Small files end on the disk too, for a moment: none is worth a megabyte of memory for each request."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig(f"A body holds up to {MOST_BYTES} bytes.")
