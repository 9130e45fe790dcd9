"""What was understood of a text, laid into the sections of a template. Pure: no paragraph is lost.

A part whose key the template does not have stands under its own title, behind the sections it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exchange.reading.blocks import blocks
from exchange.reading.facts import pairs
from exchange.reading.plain import plain
from exchange.reading.understood import Entry, Part, Understood

OWN, OUT = "own", "out"
APPENDIX_KEY, APPENDIX_TITLE = "imported_file", "From the imported file"
MOST_BODY, MOST_TITLE, MOST_ENTRY, MOST_KEY = 100_000, 120, 2_000, 40
# A first paragraph longer than this is no summary.
MOST_SUMMARY_WORDS = 250


@dataclass(frozen=True)
class Laid:
    """A section of the write-up. `fields` are those of its row besides the text."""

    fields: Mapping[str, Any]
    body: str

    @property
    def key(self) -> str:
        return str(self.fields["key"])


def keys_of(found: Understood, template: Iterable[Any]) -> list[str]:
    """Where each part goes unless somebody says otherwise: a key of the template, or OWN."""
    known = {row.key for row in template}
    return [key if key in known else OWN for key in (_key(part, found) for part in found.parts)]


def laid(found: Understood, template: Sequence[Any], keys: Sequence[str], *, more: str = "") -> list[Laid]:
    """In the order of the template, then parts of their own, then what has no place. `more` joins the last."""
    rows = [_of_template(row, found, keys) for row in template]
    taken = {row.key for row in rows}
    order = len(rows)
    for part, key in zip(found.parts, keys, strict=True):
        if key == OWN:
            for title, body in _pieces(part.title or "Introduction", part.body):
                rows.append(_own(title, body, _free(title, taken), order := order + 1))
    appendix = "\n\n".join(filter(None, [found.appendix, more, _long_entries(found.entries)]))
    for title, body in _pieces(APPENDIX_TITLE, appendix) if appendix.strip() else []:
        rows.append(_own(title, body, _free(APPENDIX_KEY, taken), order := order + 1))
    return rows


def shortened(text: str) -> str:
    """An entry's text as it fits on the timeline; the whole of it stands in the appendix then."""
    if len(text) <= MOST_ENTRY:
        return text
    whole = text[: MOST_ENTRY - 2]
    cut = max(whole.rfind("\n\n"), whole.rfind(". ") + 1)
    short = whole[: cut if cut > MOST_ENTRY // 3 else len(whole)].rstrip()
    # A fence that was cut open would swallow what follows.
    return f"{short}\n```" if short.count("```") % 2 else f"{short} …"


def _long_entries(entries: Sequence[Entry]) -> str:
    return "\n\n".join(
        f"#### {each.at.replace('T', ' ')}\n\n{each.text}" for each in entries if len(each.text) > MOST_ENTRY
    )


def _key(part: Part, found: Understood) -> str:
    """What stands above the first heading is the summary where there is no other, unless it is a list of facts."""
    if part.title or part.key:
        return part.key
    stated = sum(1 for _ in pairs(blocks(part.body)))
    if not any(each.title for each in found.parts):
        return "what_happened"
    has_summary = any(each.key == "summary" for each in found.parts)
    is_short = len(part.body.split()) <= MOST_SUMMARY_WORDS
    return "summary" if not has_summary and is_short and stated < 3 else ""


def _of_template(row: Any, found: Understood, keys: Sequence[str]) -> Laid:
    """Titles that differ from the section's stand in it as headings."""
    texts = []
    for part, key in zip(found.parts, keys, strict=True):
        if key != row.key:
            continue
        if part.title and part.title.casefold() != row.title.casefold() and (part.body.strip() or part.title):
            texts.append(f"### {part.title}")
        texts.append(part.body.strip())
    body = "\n\n".join(filter(None, texts))
    fields = {
        name: getattr(row, name)
        for name in ("key", "title", "block", "prose", "required", "order", "most_words", "guidance")
    }
    return Laid(
        fields | {"prose": row.prose or bool(body)}, body[:MOST_BODY] if len(body) <= MOST_BODY else _fitted(body)
    )


def _fitted(body: str) -> str:
    return body[:MOST_BODY]


def _own(title: str, body: str, key: str, order: int) -> Laid:
    fields = {"key": key, "title": title[:MOST_TITLE], "block": "", "prose": True, "required": False}
    spare = f"### {title}\n\n" if len(title) > MOST_TITLE else ""
    return Laid({**fields, "order": order, "most_words": None, "guidance": ""}, f"{spare}{body}".strip())


def _pieces(title: str, body: str) -> list[tuple[str, str]]:
    """A text longer than a section holds goes into several, cut between paragraphs."""
    if len(body) <= MOST_BODY - MOST_ENTRY:
        return [(title, body)]
    pieces, at = [], 0
    most = MOST_BODY - MOST_ENTRY
    while at < len(body):
        end = at + most
        if end < len(body):
            cut = body.rfind("\n\n", at, end)
            end = cut if cut > at + most // 2 else end
        pieces.append(body[at:end].strip("\n"))
        at = end
    return [(title if n == 1 else f"{title[:100]} ({n})", piece) for n, piece in enumerate(pieces, 1)]


def _free(title: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", plain(title).lower()).strip("_")[: MOST_KEY - 4] or "part"
    key, number = slug, 2
    while key in taken:
        key, number = f"{slug}_{number}", number + 1
    taken.add(key)
    return key
