"""Updates as status pages write them: a word that says how it stands, its text, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exchange.reading.blocks import Block
from exchange.reading.moments import Moment, leading, within
from exchange.reading.plain import plain

STATE = re.compile(
    r"^[\s*_`\[(#>]*(?:Investigating|Identified|Monitoring|Update[ds]?|Resolved|Completed|In progress|Scheduled|"
    r"Verifying|Acknowledged|Mitigated|Recovering|Post-?mortem)\b[ \t*_`\])]*(?:[-–—:|,(@·]|$|\n)",
    re.IGNORECASE,
)
PAPER = re.compile(r"post-?mortem", re.IGNORECASE)
AGO = re.compile(
    r"^(?:(?:posted|updated)\b[^.\n]{0,30}\bago\b[\s.,:–—-]*|(?:posted(?: on| at)?|updated|at|on)[\s:]+)", re.IGNORECASE
)
LEAST, MOST_BLOCKS = 2, 12


def gathered(found: Sequence[Block]) -> list[Block]:
    """Updates whose state, words and time are paragraphs of their own, each as the one paragraph that it is."""
    pieces, at, updates = [], 0, 0
    while at < len(found):
        end = _update_end(found, at)
        if end:
            words = [plain(found[at].words or found[at].raw), *(block.raw for block in found[at + 1 : end])]
            pieces.append(replace(found[at], kind="paragraph", raw="\n".join(words), level=0, words=""))
            updates += 1
        else:
            pieces.append(found[at])
        at = end or at + 1
    return pieces if updates >= LEAST else list(found)


def _update_end(found: Sequence[Block], at: int) -> int:
    """The block behind the line that says when, where nothing but a state stands here; 0 where there is none."""
    state = STATE.match(found[at].words or found[at].raw)
    if not state or state.end() < len((found[at].words or found[at].raw).strip()) or PAPER.search(state[0]):
        return 0
    for end in range(at + 1, min(at + MOST_BLOCKS, len(found))):
        block = found[end]
        if block.kind == "heading" or STATE.fullmatch(block.raw):
            return 0
        if closing_moment(f"Update\n{block.raw.rpartition(chr(10))[2]}", day_first=None):
            return end + 1
    return 0


def heading_update(words: str, *, day_first: bool | None) -> Moment | None:
    """ "Resolved — 12 May 2024, 15:40 UTC"."""
    bare = plain(words)
    if not STATE.match(bare) or len(bare) > 80:
        return None
    moment = within(bare, day_first=day_first)
    return moment if moment is not None and moment.clock is not None else None


def closing_moment(raw: str, *, day_first: bool | None) -> tuple[str, Moment] | None:
    """(the text, its moment) where a paragraph begins with a state and ends in a line of time."""
    said, _, last = raw.rstrip().rpartition("\n")
    if not said or not STATE.match(said):
        return None
    bare = plain(last).strip(" .")
    bare = AGO.sub("", bare)
    moment = leading(bare, day_first=day_first)
    if moment is None or moment.clock is None or bare[moment.end :].strip(" .()"):
        return None
    return said, moment
