"""Updates as status pages write them: a word that says how it stands, its text, and when it was said."""

from __future__ import annotations

import re

from exchange.reading.moments import Moment, leading, within
from exchange.reading.plain import plain

STATE = re.compile(
    r"^[\s*_`\[(#>]*(?:Investigating|Identified|Monitoring|Update[ds]?|Resolved|Completed|In progress|Scheduled|"
    r"Verifying|Acknowledged|Mitigated|Recovering|Post-?mortem)\b[\s*_`\])]*(?:[-–—:|,(@·]|$)",
    re.IGNORECASE,
)


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
    bare = re.sub(r"^(?:posted(?: on| at)?|updated|at|on)[\s:]+", "", bare, flags=re.IGNORECASE)
    moment = leading(bare, day_first=day_first)
    if moment is None or moment.clock is None or bare[moment.end :].strip(" .()"):
        return None
    return said, moment
