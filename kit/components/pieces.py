"""What changed in a text, as inserted and deleted words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kit.diff import Op, Piece

LOOKS = {
    Op.EQUAL: '<span class="same">{}</span>',
    Op.DELETE: "<del>{}</del>",
    Op.INSERT: "<ins>{}</ins>",
}


def told(pieces: Iterable[Piece]) -> SafeString:
    # One call for all: a long text has thousands.
    found = list(pieces)
    return format_html("".join(LOOKS[piece.op] for piece in found), *(piece.text for piece in found))
