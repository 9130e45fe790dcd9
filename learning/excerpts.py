"""Pieces of a text that begin where a sentence does, or say that they do not. Pure."""

from __future__ import annotations

import re

from library.marking import START, STOP

# So far back a sentence is followed to its beginning.
FAR = 160
_BEGINS = re.compile(r"[.!?][\"')\]”’]*\s+(?=[^\sa-z])")
_ENDS = re.compile(r"[.!?][\"')\]”’]*$")
_MARKS = re.compile(f"[{START}{STOP}]")


def excerpt(piece: str, whole: str) -> str:
    """`piece` with its marks, out of `whole`: from the beginning of its sentence if that is near, else after "…"."""
    bare = _MARKS.sub("", piece)
    at = whole.find(bare)
    # What the database left out of the piece is not looked for.
    if at < 0:
        return f"… {piece} …"
    start = max((found.end() for found in _BEGINS.finditer(whole, 0, at + 1) if found.end() <= at), default=0)
    before = whole[start:at] if at - start <= FAR else "… "
    stop = at + len(bare)
    is_end = not whole[stop:].strip() or (_ENDS.search(bare) and whole[stop].isspace())
    return f"{before}{piece}{'' if is_end else _after(whole, stop)}"


def opening(whole: str, most: int) -> str:
    """How a text begins, cut after a word."""
    if len(whole) <= most:
        return whole
    return f"{whole[:most].rsplit(None, 1)[0]} …"


def _after(whole: str, stop: int) -> str:
    """The end of a sentence where nothing but a sign is missing, else "…"."""
    found = re.match(r"[.!?][\"')\]”’]*(?=\s|$)", whole[stop:])
    return found[0] if found else " …"
