"""The process that lays out Markdown. It may be killed at any moment, and ends itself when a text costs too much.

Run by kit.markdown_pool, which speaks to it in length-prefixed messages over pipes.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import struct
from pathlib import Path

REQUEST = struct.Struct("!IB")
REPLY = struct.Struct("!I?")
READY = b"+"
CPU_SECONDS = 1.0
ADDRESS_SPACE_BYTES = 512 * 2**20
RETIRE_AT_BYTES = 128 * 2**20


def serve(requests: int, replies: int) -> None:
    """Answer requests until the other end closes. Whatever goes wrong ends the process."""
    from kit.markdown_rules import converter  # late: the pool imports this module too, and must stay light

    convert = converter()
    convert("*ready*", 1)
    os.write(replies, READY)
    while header := _read(requests, REQUEST.size):
        length, level = REQUEST.unpack(header)
        text = _read(requests, length).decode()
        # The default action ends the process, even within a regular expression or when nobody is left to kill it.
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        html = convert(text, level).encode()
        signal.setitimer(signal.ITIMER_PROF, 0)
        _write(replies, REPLY.pack(len(html), _resident_bytes() > RETIRE_AT_BYTES) + html)


def _read(descriptor: int, length: int) -> bytes:
    """Exactly so many bytes, or none at the end of the stream."""
    data = bytearray()
    while len(data) < length:
        if not (piece := os.read(descriptor, length - len(data))):
            return b""
        data += piece
    return bytes(data)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _resident_bytes() -> int:
    """0 where it is not known. Not ru_maxrss: a new process starts with its parent's."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def main() -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for limit, value in ((resource.RLIMIT_AS, ADDRESS_SPACE_BYTES), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of the address space
            resource.setrlimit(limit, (value, value))
    # Nothing else may write into the conversation, and a traceback could quote the text.
    replies = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    serve(0, replies)


if __name__ == "__main__":
    main()
