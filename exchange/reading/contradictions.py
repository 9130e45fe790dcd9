"""What a text says that cannot all be so. Flagged, never mended."""

from __future__ import annotations

from datetime import datetime, timedelta

from exchange.reading import lengths
from exchange.reading.understood import Understood

ORDER = ("started", "detected", "engaged", "understood", "restored", "resolved")
SAID = {"started": "start", "detected": "detection", "engaged": "response", "understood": "diagnosis"}
SAID |= {"restored": "recovery", "resolved": "all-clear"}
# Texts round; what differs by less than this share is the same length.
ROUNDED = 0.25
LEAST_MINUTES = 5
LONGEST = timedelta(days=60)


def contradictions(found: Understood, told: dict[str, str], text: str) -> list[str]:
    times = {name: datetime.fromisoformat(at) for name, at in found.milestones.items()}
    said = [*_backwards(times, set(found.guessed)), *_lengths(found, times, text)]
    late = sum(each.doubt.startswith("Earlier") for each in found.entries)
    overnight = sum(each.doubt.startswith("Read as the next day") for each in found.entries)
    if late:
        which = "entry is" if late == 1 else "entries are"
        said.append(f"{late} {which} earlier than the one before; the times are kept as written.")
    if overnight:
        said.append(f"{overnight} {'time was' if overnight == 1 else 'times were'} read as past midnight.")
    if found.entries and not found.date and any(each.at.startswith("1970") for each in found.entries):
        said.append("No date is stated anywhere. Choose the day on which it happened.")
    if not found.severity:
        said.append("No severity is stated: SEV3 is proposed.")
    return said


def _backwards(times: dict[str, datetime], guesses: set[str]) -> list[str]:
    found = []
    start = times.get("started")
    for name in ("resolved", "restored", "detected"):
        at = times.get(name)
        if start is not None and at is not None and at < start:
            how = " (both told from the words of the timeline)" if {name, "started"} <= guesses else ""
            found.append(f"The {SAID[name]}, {at:%-d %B %Y %H:%M}, is before the start, {start:%-d %B %Y %H:%M}{how}.")
    if start is not None and (end := times.get("resolved")) is not None and end - start > LONGEST:
        found.append(f"By its times it lasted {(end - start).days} days.")
    return found


def _lengths(found: Understood, times: dict[str, datetime], text: str) -> list[str]:
    """A length in words against that of the times."""
    stated = found.duration if found.duration is not None else lengths.stated(text)
    if stated is None:
        return []
    found.duration = stated
    spans = [
        (times[end] - times[start]).total_seconds() / 60
        for start in ("started", "detected")
        for end in ("restored", "resolved")
        if start in times and end in times and times[end] > times[start]
    ]
    if not spans or any(abs(span - stated) <= max(LEAST_MINUTES, ROUNDED * max(span, stated)) for span in spans):
        return []
    return [f"The text says that it lasted {_words(stated)}; by its times it was {_words(max(spans))}."]


def _words(minutes: float) -> str:
    if minutes < 1:
        return f"{round(minutes * 60)} s"
    hours, rest = divmod(round(minutes), 60)
    days, hours = divmod(hours, 24)
    return " ".join(
        filter(
            None,
            [
                f"{days} d" if days else "",
                f"{hours} h" if hours else "",
                f"{rest} min" if rest or not (days or hours) else "",
            ],
        )
    )
