"""What the incident knows, as Markdown to be put into a text: its writers change it there as they like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from incidents import durations
from incidents.models import Incident
from kit.components.words import duration
from postmortems.models.image import MARKS

# Marks that would end a cell or the row.
SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
BREAKS = re.compile(r"\s+")


def timeline(incident: Incident, entries: Sequence[Any]) -> str:
    """The key moments; all of them while none is starred. Empty without entries."""
    shown = [entry for entry in entries if entry.starred] or list(entries)
    style = _style([entry.at for entry in shown])
    return _table(
        ("Time (UTC)", "What happened", "Who"), ((_at(entry.at, style), entry.text, entry.who) for entry in shown)
    )


def milestones(incident: Incident, entries: Sequence[Any]) -> str:
    """Those that are recorded, in the order they are expected to happen."""
    known = [(label, at) for key, label in durations.MILESTONES.items() if (at := incident.milestones[key])]
    style = _style([at for _, at in known])
    return _table(("Milestone", "Time (UTC)"), ((label, _at(at, style)) for label, at in known))


def measured(incident: Incident, entries: Sequence[Any]) -> str:
    """The durations that could be measured, with what each is the difference of."""
    found = durations.measure(incident.milestones, is_open=incident.is_open)
    return _table(
        ("Duration", "Length", "From what"),
        (
            (each.duration.name, duration(each.seconds), each.formula)
            for each in found
            if each.state == durations.State.RECORDED
        ),
    )


def single(entries: Sequence[Any], query: str) -> list[dict[str, str]]:
    """Entries one by one, for the menu: those whose words or time hold the query, starred ones first."""
    style = _style([entry.at for entry in entries])
    wanted = query.casefold()
    found = [entry for entry in entries if wanted in f"{_at(entry.at, style)} {entry.text} {entry.who}".casefold()]
    found.sort(key=lambda entry: not entry.starred)
    return [
        {
            "words": f"{_at(entry.at, style)} {BREAKS.sub(' ', entry.text).strip()}",
            "who": entry.who,
            "markdown": f"**{_at(entry.at, style)} UTC** {BREAKS.sub(' ', entry.text).strip()}",
        }
        for entry in found
    ]


def files(rows: Sequence[Any], query: str) -> list[dict[str, str]]:
    """Files of the incident whose names hold the query: pictures are shown, others linked."""
    wanted = query.casefold()
    return [
        {"words": row.name, "who": "file of the incident", "markdown": picture(row) if row.is_picture else linked(row)}
        for row in rows
        if wanted in row.name.casefold()
    ]


def picture(row: Any) -> str:
    """Under the address of the text's own pictures, where it is looked for among the incident's files too."""
    suffix = SUFFIXES[row.content_type]
    address = reverse("postmortems:image", args=[row.incident.reference, row.key, suffix])
    return f"![{_label(row.name.rpartition('.')[0] or row.name)}]({address}#{row.width}x{row.height})"


def linked(row: Any) -> str:
    return f"[{_label(row.name)}]({settings.BASE_URL}{row.get_absolute_url()})"


def _label(name: str) -> str:
    return MARKS.sub(" ", name).strip() or "File"


TEXTS: dict[str, Callable[[Incident, Sequence[Any]], str]] = {
    "timeline": timeline,
    "milestones": milestones,
    "durations": measured,
}


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(row) for row in rows]
    return "\n".join([_line(heads), _line("---" for _ in heads), *lines]) + "\n" if lines else ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(BREAKS.sub(' ', cell).strip().replace('|', chr(92) + '|') for cell in cells)} |"


def _style(times: Sequence[datetime]) -> str:
    """The day only where there are several."""
    return "%H:%M" if len({at.astimezone(UTC).date() for at in times}) == 1 else "%-d %b %Y, %H:%M"


def _at(at: datetime, style: str) -> str:
    return at.astimezone(UTC).strftime(style)
