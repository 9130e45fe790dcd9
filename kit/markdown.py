"""Markdown as people type it, made safe to show. The only module that marks strings safe."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kit import markdown_pool
from kit.memory import Memory

log = logging.getLogger(__name__)

TOP_HEADING = 3
LONGEST = 400_000
KEEP_SECONDS = 30 * 24 * 3600
MEMORY_CHARACTERS = 4_000_000
EXCERPT_CHARACTERS_PER_WORD = 40
NOTICE = "This text takes too long to lay out. It is shown as it was typed."

# A change of the rules must not be answered with what the old ones let through.
_RULES = hashlib.blake2b(
    b"".join(Path(__file__).with_name(name).read_bytes() for name in ("markdown_rules.py", "markdown_habits.py"))
).digest()


def render(text: str, *, level: int = TOP_HEADING) -> SafeString:
    """HTML of the Markdown, whatever the text; headings start at h`level` and carry no ids.

    Cheap when the same text was shown lately. Otherwise a worker process lays it out; a text that costs it more than a
    second of processor time comes back as it was typed, escaped, under a notice.
    """
    if not text.strip():
        return SafeString()
    key = _key(text, level)
    html = _memory.get(key)
    if html is None:
        html = _cached(key)
    if html is None:
        html = _lay_out(text, level, key)
    return mark_safe(html)  # noqa: S308 - out of two sanitisers or escaped, and this is the one place that says so


def excerpt(text: str, words: int = 30) -> str:
    """The first words as plain, unsafe text without the Markdown, with an ellipsis when there is more."""
    found = plain(text[: words * EXCERPT_CHARACTERS_PER_WORD]).split()
    is_cut = len(found) > words or len(text) > words * EXCERPT_CHARACTERS_PER_WORD
    return " ".join(found[:words]) + ("…" if found and is_cut else "")


def plain(text: str) -> str:
    """Unsafe text without the Markdown, line by line."""
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text


_MARKS = [
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in [
        (r"^[ \t]{0,3}(```|~~~).*$", ""),
        (r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+)", ""),
        (r"^(?=.*---)[ \t|:-]+$", ""),
        (r"^[ \t]*(?:[-*_][ \t]*){3,}$", ""),
        (r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?:[ \t]+\"[^\"]{0,200}\")?\)", r"\1"),
        (r"<(https?://[^<>\s]{1,500})>", r"\1"),
        (r"</?[A-Za-z][^<>]{0,300}>", ""),
        (r"\*{1,3}|~~|`+", ""),
        (r"(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)", ""),
        (r"[ \t]\|[ \t]|^\||\|$", " "),
        (r"\\([\\`*_{}\[\]()#+.!|~>-])", r"\1"),
    ]
]


def _lay_out(text: str, level: int, key: str) -> str:
    try:
        if len(text) > LONGEST:
            raise markdown_pool.Unanswered("text is too long", is_lasting=True)
        html = markdown_pool.ask(text, level)
    except markdown_pool.Unanswered as failure:
        log.warning("Markdown of %d characters shown as typed: %s", len(text), failure)
        html = f'<p class="hint-text">{escape(NOTICE)}</p>\n<pre class="as-typed">{escape(text)}</pre>'
        if not failure.is_lasting:
            return html
    _memory.put(key, html)
    try:
        cache.set(key, html, KEEP_SECONDS)
    except Exception:
        log.warning("The cache does not keep rendered Markdown", exc_info=True)
    return html


def _cached(key: str) -> str | None:
    try:
        found = cache.get(key)
    except Exception:
        log.warning("The cache does not answer for rendered Markdown", exc_info=True)
        return None
    if not isinstance(found, str):
        return None
    _memory.put(key, found)
    return found


def _key(text: str, level: int) -> str:
    """Keyed, so that who can read the cache's keys cannot test a guess at a restricted text."""
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32).digest()
    digest = hashlib.blake2b(text.encode(errors="replace"), key=key, salt=bytes([level]), digest_size=20)
    digest.update(_RULES)
    return f"markdown:{digest.hexdigest()}"


_memory = Memory[str](MEMORY_CHARACTERS, len)
