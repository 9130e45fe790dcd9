"""Sections with what they become: entries, actions, and the text that is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exchange.reading.actions import actions
from exchange.reading.blocks import Block
from exchange.reading.facts import is_fact
from exchange.reading.hints import TO_READERS
from exchange.reading.imperatives import asks
from exchange.reading.labels import lettered
from exchange.reading.meaning import is_sure, meaning
from exchange.reading.moments import leading
from exchange.reading.outline import Outline, Section, subsections
from exchange.reading.owners import settled
from exchange.reading.plain import plain
from exchange.reading.promise import Promise
from exchange.reading.timeline import Row, timeline
from exchange.reading.understood import Part

# Parts that stand on their own wherever they are in the outline.
OWN = frozenset(("went_well", "went_wrong", "lucky", "timeline", "actions", "factors"))
REVIEW = frozenset(("went_well", "went_wrong", "lucky", "timeline"))
# Entries in a section that is not called a timeline, before it is taken for one.
LEAST_ENTRIES = 3
# Where promises may stand unnamed; how many there are at least, and what share of the items they are.
MAY_PROMISE = ("", "lessons", "references", "what_if")
LEAST_PROMISES, MOST_ARE = 2, 0.6
# What asks for something to be done in so many words is a promise where nearly all of a list does.
MOST_ASK = 0.75
LEAST_PARTS = 3
MOST_BESIDE = 12
SAID = re.compile(r"\s*(?:<|&lt;)@?[\w.| -]{1,30}(?:>|&gt;)")
BOXED = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]", re.MULTILINE)


@dataclass
class Draft:
    """`zones`, `heads` and `preamble` are the texts about the timeline that may name its day and its zone."""

    parts: list[Part] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    actions: list[Promise] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)


def parted(laid: Outline, *, day_first: bool | None) -> Draft:
    draft = Draft()
    before, *labelled = lettered(laid.before)
    sections = _with_entries_joined(laid.sections)
    pieces = [piece for section in (*labelled, *sections) for piece in _pieces(section)]
    laid = replace(laid, before=before)
    if before.blocks:
        draft.parts.append(Part("", "", _raw(before.blocks), line=before.line))
    pieces = _without_facts(pieces, day_first)
    chosen = _timelines(pieces, laid, day_first)
    promised = [] if any(key == "actions" for _, key in pieces) else _promises(pieces, chosen, day_first)
    for section, key in pieces:
        key = "timeline" if any(section is each for each in chosen) else key
        key = "actions" if any(section is each for each in promised) else key
        _take(draft, section, key, day_first)
    if any(laid.before is each for each in chosen):
        _from_before(draft, laid.before, day_first)
    return draft


def _with_entries_joined(sections: Sequence[Section]) -> list[Section]:
    """Headings that begin with a time, several of them, are no sections: all of them are one, which has no name."""
    timed = [section for section in sections if (found := leading(section.title)) is not None and found.clock]
    if len(timed) < LEAST_ENTRIES:
        return list(sections)
    blocks = [block for section in timed for block in (_heading(section), *section.blocks)]
    one = Section("", timed[0].line, timed[0].level, tuple(blocks))
    return [
        one if section is timed[0] else section
        for section in sections
        if section is timed[0] or not any(section is each for each in timed)
    ]


def _pieces(section: Section) -> list[tuple[Section, str]]:
    """The section, and those below it that mean something else; a mere wrapper falls apart into its parts."""
    if not section.title:
        return [(section, "")]
    key = meaning(section.title)
    before, below = subsections(section)
    own = [(part, meaning(part.title)) for part in below]
    apart = [(part, name) for part, name in own if name and name != key and (name in OWN or not key)]
    if key not in ("actions", "timeline") and _is_paper({name for _, name in own} - {"", key}):
        apart = own
    elif key in ("actions", "timeline"):
        apart = [(part, name) for part, name in apart if key == "actions" and name in REVIEW]
    if not apart or (not key and len(apart) < 2 and apart[0][1] not in OWN):
        return [(section, key)]
    kept = list(before)
    for part, _ in own:
        if not any(part is each for each, _ in apart):
            kept += [_heading(part), *part.blocks]
    here = Section(section.title, section.line, section.level, tuple(kept))
    return [(here, key), *((Section(each.title, each.line, each.level, each.blocks), name) for each, name in apart)]


def _is_paper(names: set[str]) -> bool:
    """A heading that a whole write-up stands under, though it is called "Summary"."""
    return len(names) >= LEAST_PARTS and bool(names & {"timeline", "actions"})


def _heading(section: Section) -> Block:
    return Block("heading", f"{'#' * section.level} {section.title}", section.line, section.level, section.title)


def _without_facts(pieces: list[tuple[Section, str]], day_first: bool | None) -> list[tuple[Section, str]]:
    """Beside a timeline, a list of times whose words are all names ("Impact started", "Fixed") states facts."""
    listed = [(at, _rows(piece, day_first)) for at, piece in enumerate(pieces) if piece[1] == "timeline"]
    listed = [(at, rows) for at, rows in listed if rows]
    stated = [at for at, rows in listed if all(is_fact(plain(row.markdown)) for row in rows)]
    if len(stated) == len(listed):
        return pieces
    return [(section, "facts" if at in stated else key) for at, (section, key) in enumerate(pieces)]


def _rows(piece: tuple[Section, str], day_first: bool | None) -> list[Row]:
    return timeline(piece[0].blocks, day_first=day_first, titled=True).rows


def _timelines(pieces: Sequence[tuple[Section, str]], laid: Outline, day_first: bool | None) -> list[Section]:
    """Sections that are lists of times without being called so, where none is called a timeline."""
    if any(key == "timeline" and timeline(section.blocks, day_first=day_first).rows for section, key in pieces):
        return []
    found = []
    for section in (
        *(section for section, key in pieces if key not in ("actions", "references", "facts")),
        laid.before,
        *(section for section, key in pieces if key == "facts"),
    ):
        rows = timeline(section.blocks, day_first=day_first).rows
        timed = [row for row in rows if row.moment.clock is not None and row.form != "label" and not _is_chat(row)]
        if len(timed) >= LEAST_ENTRIES:
            found.append(section)
    days = [section for section, _ in pieces if _is_day(section) and timeline(section.blocks, day_first=day_first).rows]
    return days if found and any(found[0] is each for each in days) else found[:1]


def _is_day(section: Section) -> bool:
    """Its heading is a day and no more."""
    found = leading(section.title)
    return found is not None and found.clock is None and len(section.title) - found.end < MOST_BESIDE


def _is_chat(row: Row) -> bool:
    """ "10:38 <ada> does anybody else …": what was said, and not what happened."""
    return bool(SAID.match(row.text))


def _promises(pieces: Sequence[tuple[Section, str]], but: Sequence[Section], day_first: bool | None) -> list[Section]:
    """The section without a known name whose items have owners, deadlines or boxes, where none is called actions."""
    for section, key in reversed(pieces):
        if key not in MAY_PROMISE or any(section is each for each in but):
            continue
        rows = actions(section.blocks, day_first=day_first).rows
        rows = settled(rows, section.raw, day_first=day_first)
        kept = sum(1 for row in rows if row.owner or row.due or row.due_words or BOXED.search(section.raw))
        asked = 0 if key or TO_READERS.search(section.title) else sum(1 for row in rows if asks(plain(row.text)))
        if len(rows) >= LEAST_PROMISES and (kept >= MOST_ARE * len(rows) or asked >= MOST_ASK * len(rows)):
            return [section]
    return []


def _take(draft: Draft, section: Section, key: str, day_first: bool | None) -> None:
    body = list(section.blocks)
    if key == "timeline":
        body = _entries(draft, section, day_first)
    elif key == "actions":
        made = actions(section.blocks, day_first=day_first)
        draft.actions += made.rows
        body = made.rest
    key = "" if key in ("people", "facts") else key
    draft.parts.append(Part(section.title, key, _raw(body), is_sure(section.title) or not key, section.line))


def _entries(draft: Draft, section: Section, day_first: bool | None) -> list[Block]:
    titled = meaning(section.title) == "timeline"
    below = (_heading(section), *section.blocks) if _is_day(section) else section.blocks
    made = timeline(below, day_first=day_first, titled=titled)
    draft.rows += made.rows
    draft.zones += [made.zone] if made.zone else []
    draft.heads.append(section.title)
    draft.preamble += [block.raw for block in made.rest if block.kind == "paragraph"][:3]
    return made.rest


def _from_before(draft: Draft, before: Section, day_first: bool | None) -> None:
    """A timeline that stands above every heading."""
    rest = _entries(draft, before, day_first)
    draft.parts[0] = Part("", "", _raw(rest), line=before.line)


def _raw(found: Sequence[Block]) -> str:
    return "\n\n".join(block.raw for block in found).strip()
