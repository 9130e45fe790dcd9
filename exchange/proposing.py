"""What would be saved of a text unless somebody says otherwise. Pure: people and services come as plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from exchange.laying import keys_of
from exchange.reading.understood import Understood, day, moment
from exchange.reading.zones import known

TIMES = ("started", "detected", "engaged", "understood", "fix_decided", "restored", "resolved")
SHAPE = "%Y-%m-%dT%H:%M"


def proposed(
    found: Understood, *, template: Sequence[Any], people: Mapping[str, str], services: Mapping[str, str], zone: str
) -> dict[str, Any]:
    """`people` are names by handle, `services` names by slug; `zone` is that of whoever imports."""
    times = _times(found)
    return {
        "title": found.title[:200],
        "severity": found.severity or "sev3",
        "kind": found.kind or "outage",
        "zone": found.zone if known(found.zone) else zone,
        "services": services_in(found.services, services),
        "authors": [handle for name in _split(found.authors) if (handle := person(name, people))],
        "parts": keys_of(found, template),
        "owners": {name: person(name, people) for name in owners(found)},
        **{name: at.strftime(SHAPE) for name, at in times.items()},
    }


def unsure(found: Understood) -> list[str]:
    """What is proposed without being said: sentences that stand beside the proposals."""
    said = []
    if "started" not in found.milestones:
        said.append("No start is stated: midnight of that day is proposed.")
    if not {"resolved", "restored"} & found.milestones.keys():
        said.append("No end is stated: the time of the last entry is proposed.")
    if found.guessed:
        names = ", ".join(name.replace("_", " ") for name in found.guessed)
        said.append(f"Told from the words of the timeline, not stated: {names}.")
    return said


def owners(found: Understood) -> list[str]:
    """Owners as written, each once."""
    return list(dict.fromkeys(each.owner for each in found.actions if each.owner))


def person(written: str, people: Mapping[str, str]) -> str:
    """The handle of who is meant; "" unless exactly one person can be."""
    for name in _split(written):
        plain = _folded(name)
        hits = {handle for handle, full in people.items() if plain and plain in (_folded(handle), _folded(full))}
        hits = hits or {handle for handle, full in people.items() if _is_short_for(name, full)}
        if len(hits) == 1:
            return hits.pop()
    return ""


def services_in(written: str, services: Mapping[str, str]) -> list[str]:
    wanted = {_folded(name) for name in re.split(r"[,;/\n]|\band\b|\bund\b", written) if name.strip()}
    return [slug for slug, name in services.items() if {_folded(slug), _folded(name)} & wanted]


def _times(found: Understood) -> dict[str, datetime]:
    times = {name: at for name in TIMES if (at := moment(found.milestones.get(name, "")))}
    on = day(found.date)
    stamped = [at for each in found.entries if not each.day_only and (at := moment(each.at)) and at.year > 1970]
    if "started" not in times and (on or stamped):
        times["started"] = datetime.combine(on, time(0)) if on else min(stamped)
    if "resolved" not in times and "started" in times:
        later = [at for at in stamped if at >= times["started"]]
        times["resolved"] = times.get("restored") or max(later, default=times["started"])
    return times


def _split(written: str) -> list[str]:
    return [name.strip(" `*_") for name in re.split(r"[,;/&]|\band\b|\bund\b", written) if name.strip(" `*_")]


def _folded(name: str) -> str:
    bare = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)", "", name).strip().lstrip("@")).casefold()
    return re.sub(r"[^a-z0-9]+", "", "".join(letter for letter in bare if not unicodedata.combining(letter)))


def _is_short_for(written: str, full: str) -> bool:
    """ "J. Scholz" and "Scholz" and "Jana" for "Jana Scholz"."""
    names, parts = full.casefold().split(), re.findall(r"\w+", written.casefold())
    if len(names) < 2 or not parts:
        return False
    if len(parts) == 1:
        return len(parts[0]) > 2 and parts[0] in (names[0], names[-1])
    return parts[-1] == names[-1] and names[0].startswith(parts[0])
