"""Entries as the preview shows them: in the zone of the text and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from exchange.entries import kind_of, utc
from exchange.laying import shortened
from exchange.reading.understood import Understood, moment
from kit import markdown

MOST = 400


@dataclass(frozen=True)
class Shown:
    local: datetime | None
    at: datetime | None
    zone: str
    text: str
    who: str
    doubt: str
    day_only: bool
    kind: str

    @property
    def html(self) -> SafeString:
        return markdown.render(self.text, level=4)


def entries_of(found: Understood, zone: str) -> list[Shown]:
    rows = []
    for each in found.entries[:MOST]:
        local = moment(each.at)
        local = local if local and local.year >= 2000 else None
        at = utc(local, each.zone, zone) if local else None
        kind = kind_of(each.text)
        rows.append(
            Shown(local, at, each.zone or zone, shortened(each.text), each.who, each.doubt, each.day_only, kind)
        )
    return rows
