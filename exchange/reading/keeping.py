"""No paragraph is lost: whatever of a text stands nowhere in what was understood of it, word for word."""

from __future__ import annotations

from exchange.reading.blocks import Block, blocks
from exchange.reading.dialects import as_markdown
from exchange.reading.front import split
from exchange.reading.items import items
from exchange.reading.months import MONTHS
from exchange.reading.outline import Outline
from exchange.reading.plain import words
from exchange.reading.tables import table
from exchange.reading.understood import Understood
from exchange.reading.weekdays import WEEKDAYS
from exchange.reading.zones import LETTERS, PLACES

# Words that stand around a time.
_AROUND = (
    "am pm a p at on in around about approx approximately circa ca um uhr gegen ab from between and to until",
    "till hrs h t st nd rd th z daily by of the",
)
AROUND = WEEKDAYS | frozenset(word for line in _AROUND for word in line.split())


def appendix(text: str, matter: str, found: Understood, laid: Outline) -> str:
    """What has no place elsewhere, as Markdown; the front matter first."""
    held = _held(found)
    pieces = [f"```\n{matter}\n```"] if matter.strip() else []
    lost = [raw for raw in _atoms(blocks(as_markdown(split(text)[2]))) if not _is_in(raw, held)]
    return "\n\n".join([*pieces, *lost])


def lost(text: str, kept: str) -> list[str]:
    """The paragraphs, items and rows of `text` that stand nowhere in `kept`."""
    held = f" {' '.join(words(kept))} "
    return [raw for raw in _atoms(blocks(as_markdown(split(text)[2]))) if not _is_in(raw, held)]


def _held(found: Understood) -> str:
    texts = [found.title, *(f"{part.title} {part.body}" for part in found.parts)]
    texts += [f"{each.at} {each.text} {each.who} {each.zone}" for each in found.entries]
    texts += [
        f"{each.title} {each.text} {each.owner} {each.due} {each.due_words} {each.ticket} {each.ticket_url}"
        for each in found.actions
    ]
    return "\x00".join(f" {' '.join(words(text))} " for text in texts)


def _atoms(found: list[Block]) -> list[str]:
    """Lists fall apart into their items and tables into their rows: each of them may be somewhere else."""
    atoms: list[str] = []
    for block in found:
        if block.kind == "list":
            atoms += [each.text for item in items(block.raw) for each in item.walk()]
        elif block.kind == "table":
            rows = table(block.raw)
            atoms += [cell for row in rows.rows for cell in row]
        elif block.kind == "heading":
            atoms.append(block.words)
        elif block.kind != "rule":
            atoms.append(block.raw)
    return atoms


def _is_in(raw: str, held: str) -> bool:
    """As a whole, or line by line, or without the moment it begins with."""
    said = words(raw)
    if not said or f" {' '.join(said)} " in held:
        return True
    lines = [line for line in raw.split("\n") if words(line)]
    if len(lines) > 1 and all(_is_in(line, held) for line in lines):
        return True
    begun = next((place for place, word in enumerate(said) if not _is_of_a_moment(word)), len(said))
    return any(f" {' '.join(said[skip:])} " in held for skip in range(1, min(begun + 1, len(said))))


def _is_of_a_moment(word: str) -> bool:
    """What an entry began with is its time now, and no longer in its words."""
    return word[0].isdigit() or word in MONTHS or word.upper() in LETTERS or word.upper() in PLACES or word in AROUND
