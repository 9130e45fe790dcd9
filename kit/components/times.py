"""Times as people read them: their own zone in the text, UTC in the title and in the attribute."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kit import clock
from kit.components import words


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day:%Y}"


def _full(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M}"


def _said(moment: datetime, style: str) -> str:
    if style == "date":
        return _day(moment)
    if style == "time":
        return f"{moment:%H:%M}"
    if style == "short":
        return f"{moment.day} {moment:%b}, {moment:%H:%M}"
    if style == "zoned":
        return f"{_full(moment)} {moment:%Z}"
    return _full(moment)


def when(moment: datetime | date | None, style: str = "", utc: bool = False, empty: str = "") -> SafeString:
    """A `<time>`: "10 Nov 2025, 10:30". Styles: short, time, date, zoned, relative; `utc` shows UTC instead.

    Relative words are kept fresh by the script and fall back to the date a week away. A date has no time and no zone.
    """
    if moment is None:
        return format_html("{}", empty)
    if not isinstance(moment, datetime):
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), _day(moment))
    universal = moment.astimezone(UTC)
    local = universal if utc else timezone.localtime(moment)
    iso = f"{universal:%Y-%m-%dT%H:%M:%SZ}"
    title = f"{_full(universal)} UTC"
    if local.utcoffset() != universal.utcoffset():
        title = f"{_full(local)} {local:%Z} · {title}"
    if style == "relative":
        said = words.relative(moment, at=clock.now()) or _day(local)
        return format_html('<time datetime="{}" title="{}" data-relative>{}</time>', iso, title, said)
    return format_html('<time datetime="{}" title="{}">{}</time>', iso, title, _said(local, style))
