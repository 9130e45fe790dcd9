"""The zone in which a text gives its times."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

from exchange.reading.clocks import clocks
from exchange.reading.parting import Draft
from exchange.reading.zones import ALL_TIMES, doubt, first_in, known

UNKNOWN = "No time zone is stated. Choose the one the times are in."


def zone_of_text(told: dict[str, str], draft: Draft, text: str, on: date | None) -> tuple[str, str, str]:
    """(zone as written, where it was found, what to doubt)."""
    found, source = _found(told, draft, text)
    if not found:
        return "", "", UNKNOWN if draft.rows else ""
    at = datetime.combine(on, time(12)) if on else None
    others = {row.moment.zone or row.zone for row in draft.rows} - {"", found}
    said = doubt(found, at) if at else ""
    if others:
        said = " ".join(filter(None, [said, f"Some entries are in another zone: {', '.join(sorted(others))}."]))
    return found, source, said


def _found(told: dict[str, str], draft: Draft, text: str) -> tuple[str, str]:
    if (said := told.get("zone", "").strip()) and (known(said) or first_in(said)):
        return (said if known(said) else first_in(said)), "a field"
    for words in (*draft.zones, *draft.heads, *draft.preamble):
        if found := first_in(words):
            return found, "the timeline"
    rows = Counter(zone for row in draft.rows if (zone := row.moment.zone or row.zone))
    if rows:
        return rows.most_common(1)[0][0], "the entries"
    if (all_times := ALL_TIMES.search(text)) and known(all_times[1]):
        return all_times[1], "the text"
    named = Counter(each.zone for each in clocks(text) if each.zone and each.zone != "Z")
    return (named.most_common(1)[0][0], "the text") if named else ("", "")
