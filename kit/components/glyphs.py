"""Small marks that stand in rows by the hundred: plain functions, no template and no query each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kit.components import words


@lru_cache(maxsize=512)
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; hidden from screen readers unless it has a label. Sizes: s, l."""
    css = f"icon icon-{size}" if size else "icon"
    href = f"{static('icons.svg')}#i-{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, href)


@lru_cache(maxsize=64)
def sev(severity: str, kind: str = "") -> SafeString:
    """The severity badge; a near miss says so instead."""
    if kind == "near_miss":
        return format_html('<span class="sev" data-sev="near">{}</span>', "Near miss")
    label = words.SEVERITIES.get(severity, severity.upper())
    return format_html('<span class="sev" data-sev="{}">{}</span>', severity[-1:], label)


@lru_cache(maxsize=256)
def status(value: str, label: str = "") -> SafeString:
    """Dot and word for the status of an incident, a write-up or an action."""
    look, said = words.STATUSES.get(value, (value, value.replace("_", " ").capitalize()))
    return format_html('<span class="status" data-status="{}">{}</span>', look, label or said)


@lru_cache(maxsize=16)
def prio(value: str) -> SafeString:
    return format_html(
        '<span class="prio" data-prio="{}"><i aria-hidden="true"><b></b><b></b><b></b></i>{}</span>',
        value,
        value.capitalize(),
    )


@lru_cache(maxsize=8)
def ladder(week: int) -> SafeString:
    """The glyph alone, for places that say the week beside it."""
    return format_html(
        '<span class="ladder" data-week="{}" aria-hidden="true"><i></i><i></i><i></i><i></i></span>', min(int(week), 4)
    )


@lru_cache(maxsize=64)
def overdue(week: int | None, label: str = "") -> SafeString:
    """Ladder and words; nothing for an action that is not late (week 0 or None)."""
    if not week:
        return SafeString("")
    said = label or f"Week {week} overdue"
    return format_html('<span class="overdue" data-week="{}">{}{}</span>', min(int(week), 4), ladder(week), said)


def ring(used: float, text: str = "", note: str = "", tone: str = "") -> SafeString:
    """The clock: `used` is the share of the time gone, in per cent; at 100 it reads "late" unless `text` says more."""
    share = max(0, min(100, round(used)))
    said = text or ("late" if share >= 100 else f"{share}%")
    small = format_html("<small>{}</small>", note) if note else SafeString("")
    return format_html(
        '<span class="ring" data-tone="{}" data-share="{}"><span>{}{}</span></span>',
        tone or words.tone_of(used),
        share,
        said,
        small,
    )


def segbar(states: Iterable[str]) -> SafeString:
    """One segment per section: done, part, attention or empty. Say the count in words beside it."""
    segments = format_html_join("", '<i data-s="{}"></i>', ((state,) for state in states))
    return format_html('<span class="segbar" aria-hidden="true">{}</span>', segments)


def bar(share: float, tone: str = "") -> SafeString:
    """A progress bar of `share` per cent. Say the number beside it."""
    width = max(0, min(100, round(share)))
    return format_html(
        '<span class="bar" aria-hidden="true"><i data-share="{}" data-tone="{}"></i></span>', width, tone
    )


@lru_cache(maxsize=32)
def state(value: str, label: str = "") -> SafeString:
    """The round mark of a section's readiness: done, part, attention, empty."""
    inside = icon("check") if value == "done" else SafeString("")
    if label:
        return format_html('<span class="state" data-s="{}" role="img" aria-label="{}">{}</span>', value, label, inside)
    return format_html('<span class="state" data-s="{}" aria-hidden="true">{}</span>', value, inside)
