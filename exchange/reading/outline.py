"""The title of a text and its sections, by real headings or by what stands for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from exchange.reading.blocks import Block, blocks
from exchange.reading.meaning import is_sure, meaning
from exchange.reading.moments import leading
from exchange.reading.plain import plain
from exchange.reading.titles import MOST_TITLE, field_title, is_generic, names_paper, told
from exchange.reading.updates import heading_update

BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)(.{2,80}?)\s*:?\s*(?:\*\*|__)\s*:?\s*$")
LABEL_LINE = re.compile(r"^\s*([A-ZÄÖÜ][^\n.!?:|]{1,60}(?::|\?:?))\s*$")
ASIDE_LINE = re.compile(r"^\s*([A-ZÄÖÜ][^\n.!?:|]{1,60}):\s*(\([^()\n]{1,80}\))\s*(?=\n|$)")
NUMBERED = re.compile(r"^\s*(?:D|§\s?|Section |Part )?\d{1,2}(?:\.\d{1,2})*\.?\s{1,3}([A-ZÄÖÜ][^\n.!?:|]{1,70})\s*$")
CAPITALS = re.compile(r"^[A-ZÄÖÜ][A-ZÄÖÜ0-9 '&/()-]{3,70}:?$")
SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
LEAST_STAND_INS = 2
BOLD_PARTS = frozenset(("went_well", "went_wrong", "lucky", "timeline", "actions", "factors"))


@dataclass(frozen=True)
class Section:
    """`blocks` are all below the heading, sub-headings included. A section without a heading has no title."""

    title: str
    line: int
    level: int
    blocks: tuple[Block, ...] = ()

    @property
    def raw(self) -> str:
        return "\n\n".join(block.raw for block in self.blocks)


@dataclass(frozen=True)
class Outline:
    """`before` is what stands above the first section."""

    title: str
    title_from: str
    before: Section
    sections: tuple[Section, ...]
    is_labelled: bool = False
    spare: tuple[str, ...] = field(default=())


def outline(found: Sequence[Block], *, stated: str, name: str) -> Outline:
    """`stated` is the title of the front matter, `name` that of the file."""
    rows = _with_stand_ins(found)
    heading = _title_heading(rows, stated)
    title, source = _title(rows, heading, stated, name)
    if source == "heading" and heading is not None and is_generic(title):
        title, rows = told(rows, heading, title)
    spare = [plain(heading.words)] if heading is not None and plain(heading.words) != title else []
    body = [block for block in rows if block is not heading]
    if source == "first line":
        body = body[1:] if title in plain(body[0].raw) else body
    before, sections = _sections(body)
    return Outline(title, source, before, tuple(sections), spare=tuple(spare))


def _with_stand_ins(found: Sequence[Block]) -> list[Block]:
    """Where a text has next to no headings, lines that stand for them become some."""
    if sum(block.kind == "heading" and bool(block.words) for block in found) > 2:
        return _with_bold_parts(found)
    for read in (_bold, _numbered, _capitals, _label):
        found = _one_by_one(found) if read is _numbered else found
        rows = [read(block) for block in found]
        known = sum(1 for row in rows if row is not None and meaning(row[0]))
        if known >= LEAST_STAND_INS:
            return [piece for block, row in zip(found, rows, strict=True) for piece in _as_heading(block, row)]
    return list(found)


def _with_bold_parts(found: Sequence[Block]) -> list[Block]:
    """Below headings, a bold line that is the name of a part ("**What went well**") is one of the next level."""
    pieces: list[Block] = []
    level = 1
    for block in found:
        level = block.level if block.kind == "heading" else level
        row = _bold(block)
        if row is None or meaning(row[0]) not in BOLD_PARTS or not is_sure(row[0]):
            pieces.append(block)
            continue
        head, *rest = _as_heading(block, row)
        pieces += [replace(head, level=min(level + 1, 6)), *rest]
    return pieces


def _one_by_one(found: Sequence[Block]) -> list[Block]:
    """Headings that are numbered look like the items of a list: each of them a block of its own."""
    pieces: list[Block] = []
    for block in found:
        lines = block.raw.split("\n")
        if block.kind != "list" or not any(NUMBERED.match(line) for line in lines):
            pieces.append(block)
            continue
        run: list[str] = []
        for at, line in enumerate([*lines, ""]):
            if NUMBERED.match(line) or at == len(lines):
                if "".join(run).strip():
                    pieces += blocks("\n".join(run).strip("\n"), block.line + at - len(run))
                run = []
            pieces += [replace(block, raw=line, line=block.line + at)] if NUMBERED.match(line) else []
            run += [] if NUMBERED.match(line) else [line]
    return pieces


def _as_heading(block: Block, row: tuple[str, str] | None) -> list[Block]:
    if row is None or leading(row[0]) is not None:
        return [block]
    words, rest = row
    depth = re.match(r"^\s*\d{1,2}((?:\.\d{1,2})+)", block.raw)
    level = 2 + (depth[1].count(".") if depth else 0)
    head = Block("heading", block.raw.split("\n")[0], block.line, level, words)
    return [head, replace(block, raw=rest, line=block.line + 1)] if rest.strip() else [head]


def _bold(block: Block) -> tuple[str, str] | None:
    return _first_line(block, BOLD_LINE)


def _numbered(block: Block) -> tuple[str, str] | None:
    if block.kind == "list" and "\n" not in block.raw and NUMBERED.match(block.raw):
        return block.raw.strip(), ""
    first, _, rest = block.raw.partition("\n")
    return (first.strip(), rest) if block.kind == "paragraph" and NUMBERED.match(first) else None


def _capitals(block: Block) -> tuple[str, str] | None:
    first, _, rest = block.raw.partition("\n")
    is_one = block.kind == "paragraph" and CAPITALS.match(first.strip())
    return (first.strip().rstrip(":"), rest) if is_one else None


def _label(block: Block) -> tuple[str, str] | None:
    row = _first_line(block, LABEL_LINE)
    if row is None and block.kind == "paragraph" and (said := ASIDE_LINE.match(block.raw)):
        return said[1], f"{said[2]}{block.raw[said.end() :]}"
    return (row[0].rstrip(":"), row[1]) if row else None


def _first_line(block: Block, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    if block.kind != "paragraph":
        return None
    first, _, rest = block.raw.partition("\n")
    found = pattern.match(first)
    return (found[1].strip(), rest) if found else None


def _title_heading(rows: Sequence[Block], stated: str) -> Block | None:
    """The first heading, when it stands above the others or names no part of a write-up."""
    heads = [block for block in rows if block.kind == "heading" and block.words]
    if not heads:
        return None
    first, rest = heads[0], heads[1:]
    if stated and plain(first.words).casefold() == stated.casefold():
        return first
    above = all(other.level > first.level for other in rest)
    unknown = (not meaning(first.words) or names_paper(first.words)) and leading_free(first)
    if first.level == 1 and (above or unknown) and (not stated or above) and not (meaning(first.words) and stated):
        return first if unknown or (above and len(rest) > 1) else None
    if stated:
        return None
    return first if unknown and (above or first is rows[0]) and _at_head(rows, first) else None


def _at_head(rows: Sequence[Block], heading: Block) -> bool:
    """Nothing but badges, comments and facts stands above it."""
    above = rows[: rows.index(heading)]
    return (
        all(block.kind in ("html", "rule", "links") or len(block.raw) < 200 for block in above[:3]) and len(above) < 4
    )


def leading_free(block: Block) -> bool:
    """Not the heading of an entry: those begin with a time and say little else."""
    found = leading(block.words)
    return (
        found is None
        or (found.clock is None and len(block.words) - found.end > 3)
        or block.level == 1
        and not meaning(block.words)
        and found.clock is None
    )


def _title(rows: Sequence[Block], heading: Block | None, stated: str, name: str) -> tuple[str, str]:
    if stated:
        return stated, "front matter"
    if heading is not None:
        return plain(heading.words), "heading"
    first = rows[0] if rows else None
    if first is not None and first.kind in ("table", "paragraph") and (named := field_title(rows[:1])):
        return named, "a field"
    if first is not None and first.kind == "paragraph" and "\n" not in first.raw:
        words = "" if first.raw.startswith("{{") else SHORTCODE.sub("", plain(first.raw)).strip()
        if 3 < len(words) <= MOST_TITLE and not words.endswith((".", ":")) and len(rows) > 1:
            return words, "first line"
    return _from_name(name), "file name"


def _from_name(name: str) -> str:
    """`2021-03-04-db_outage.md` is "2021-03-04 db outage"."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    while re.search(r"\.(?:md|markdown|mdx|txt|text|html|erb|qmd|rst|mdown|adoc)$", stem, re.IGNORECASE):
        stem = stem.rsplit(".", 1)[0]
    if stem.lower() in ("index", "readme", "_index"):
        stem = PurePosixPath(name.replace("\\", "/")).parent.name or stem
    day = re.match(r"(\d{4}-\d{2}-\d{2})[-_ ]*(.*)", stem)
    rest = re.sub(r"[-_]+", " ", day[2] if day else stem).strip()
    return " ".join(filter(None, [day[1] if day else "", rest])) or "Untitled"


def _sections(body: Sequence[Block]) -> tuple[Section, list[Section]]:
    """A heading that is no deeper than the one of the section at hand begins the next one."""
    before: list[Block] = []
    sections: list[tuple[Block, list[Block]]] = []
    are_updates = sum(1 for each in body if heading_update(each.words, day_first=None)) > 1
    for block in body:
        is_update = are_updates and heading_update(block.words, day_first=None)
        if not is_update and _begins(block, sections[-1][0] if sections else None):
            sections.append((block, []))
        elif sections:
            sections[-1][1].append(block)
        else:
            before.append(block)
    found = [Section(plain(head.words), head.line, head.level, tuple(rows)) for head, rows in sections]
    return Section("", before[0].line if before else 1, 0, tuple(before)), found


def _begins(block: Block, head: Block | None) -> bool:
    """The heading of an entry never ends the section it is in, however deep its writer thought it."""
    if block.kind != "heading" or not block.words:
        return False
    if head is None:
        return True
    return block.level <= head.level and not (meaning(head.words) == "timeline" and not leading_free(block))


def subsections(section: Section) -> tuple[tuple[Block, ...], list[Section]]:
    """(blocks above the first sub-heading, the parts below each of the highest level there is)."""
    levels = [block.level for block in section.blocks if block.kind == "heading" and block.words]
    if not levels:
        return section.blocks, []
    before, parts = _sections(section.blocks)
    return before.blocks, parts
