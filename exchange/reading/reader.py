"""A text, read from its first line to what contradicts itself in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from exchange.reading import front, lengths, severity
from exchange.reading.blocks import Block, blocks
from exchange.reading.contradictions import contradictions
from exchange.reading.dating import Dated, dated, oldest_first
from exchange.reading.day_order import order_of_days
from exchange.reading.dialects import as_markdown
from exchange.reading.elapsed import beginning
from exchange.reading.facts import facts, is_fact, pairs
from exchange.reading.incident_date import Places, front_date, incident_date, year_of
from exchange.reading.keeping import appendix
from exchange.reading.labels import labelled
from exchange.reading.meaning import meaning
from exchange.reading.milestones import guessed
from exchange.reading.outline import Outline, Section, outline
from exchange.reading.owners import settled, with_years
from exchange.reading.parting import Draft, parted
from exchange.reading.plain import plain
from exchange.reading.promise import Promise
from exchange.reading.times import stated_times
from exchange.reading.understood import Action, Entry, Understood, day
from exchange.reading.updates import gathered
from exchange.reading.zoning import zone_of_text

# Tables about the paper, and not about what happened.
OF_THE_PAPER = re.compile(
    r"\b(?:sign[- ]?off|approvals?|approved|document (?:control|history)|revisions?|versions?|change ?log|distribution|"
    r"freigabe|review(?:ers|ed))\b",
    re.IGNORECASE,
)
OPENING = ("summary", "impact", "what_happened")
MOST_OPENING = 2_000
LEAST_FIELDS = 3


def read(text: str, *, name: str = "") -> Understood:
    """`name` is the file's, with its folder: a date or a title may stand in it."""
    values, matter, rest = front.split(text)
    stated = front.flat(values)
    rest = as_markdown(rest)
    laid = _laid(gathered(blocks(rest, text.count("\n") - rest.count("\n") + 1)), stated, name)
    day_first, doubt = order_of_days(text)
    draft = parted(laid, day_first=day_first)
    told = facts(laid.before.blocks, stated=stated, sections=_with_facts(laid))
    found = _heads(laid, told, severity_text=rest)
    entries = _dates(found, draft, laid, told, rest, name, stated, day_first)
    found.entries = [_entry(each) for each in entries]
    found.actions = _actions(found, draft, rest, day_first)
    found.parts = draft.parts
    _times(found, told, entries, draft, day_first)
    found.doubts += [doubt] if doubt else []
    found.doubts += contradictions(found, told, rest)
    published = front_date(told, day_first=day_first)
    found.published = published.isoformat() if published and published.isoformat() >= found.date else ""
    found.appendix = appendix(text, matter, found, laid)
    return found


def _laid(found: Sequence[Block], stated: dict[str, str], name: str) -> Outline:
    laid = outline(found, stated=plain(stated.get("title", "")), name=name)
    if any(meaning(section.title) for section in laid.sections):
        return laid
    rest, sections = labelled([*laid.before.blocks, *_below(laid.sections)])
    if not sections:
        return laid
    before = Section("", laid.before.line, 0, tuple(rest))
    return Outline(laid.title, laid.title_from, before, tuple(sections), True, laid.spare)


def _below(sections: Sequence[Section]) -> list[Block]:
    """Sections without a meaning, with their headings, as the blocks they were."""
    return [
        block
        for section in sections
        for block in (
            Block("heading", f"## {section.title}", section.line, section.level, section.title),
            *section.blocks,
        )
    ]


def _with_facts(laid: Outline) -> list[Sequence[Block]]:
    """Where facts are stated: sections of facts, then those that say when."""
    first = [section.blocks for section in laid.sections if meaning(section.title) == "facts"]
    first += [_as_pair(section) for section in laid.sections if meaning(section.title) == "facts" and laid.is_labelled]
    first += [
        _tables(section)
        for section in laid.sections
        if not meaning(section.title) and not OF_THE_PAPER.search(section.title)
    ]
    rest = [
        section.blocks
        for section in laid.sections
        if meaning(section.title) in ("timeline", "summary", "impact", "what_happened")
    ]
    return [*first, *rest]


def _tables(section: Section) -> tuple[Block, ...]:
    """Tables, and lists of which several items are fields."""
    return tuple(
        block
        for block in section.blocks
        if block.kind == "table"
        or block.kind == "list"
        and sum(is_fact(name) for name, _ in pairs([block])) >= LEAST_FIELDS
    )


def _as_pair(section: Section) -> tuple[Block, ...]:
    """A bold label with its value, as the pair it is."""
    value = section.blocks[0].raw if section.blocks else ""
    return (Block("paragraph", f"{section.title}: {value}", section.line),)


def _heads(laid: Outline, told: dict[str, str], severity_text: str) -> Understood:
    level = severity.severity(told.get("severity", "")) or severity.mentioned(laid.title)
    found = Understood(title=laid.title[:200].strip(), title_from=laid.title_from, severity=level)
    if not level and (level := severity.mentioned(severity_text)):
        found.severity = level
        found.doubts.append(f"The severity is only mentioned in the text: {level.upper()}.")
    found.services, found.authors = told.get("services", "")[:200], told.get("authors", "")[:200]
    said = told.get("duration", "")
    found.duration = lengths.minutes(said) if said else None
    return found


def _dates(
    found: Understood,
    draft: Draft,
    laid: Outline,
    told: dict[str, str],
    text: str,
    name: str,
    stated: dict[str, str],
    day_first: bool | None,
) -> list[Dated]:
    head = "\n".join([*(block.raw for block in laid.before.blocks), *draft.preamble])
    published = told.get("front.date", "") or told.get("published", "")
    preamble = "\n".join(draft.preamble)
    places = Places(told, laid.title, head, text, name, published, draft.rows, preamble, _opening(laid))
    on = incident_date(places, day_first=day_first)
    if on.on is not None:
        found.date, found.date_from = on.on.isoformat(), on.source
    if on.doubt:
        found.doubts.append(on.doubt)
    found.zone, found.zone_from, doubt = zone_of_text(told, draft, text, on.on)
    if doubt:
        found.doubts.append(doubt)
    base = on.on or date(1970, 1, 1)
    year = on.on.year if on.on else year_of(places, day_first=day_first)
    rows = oldest_first(draft.rows, year)
    if rows != draft.rows:
        found.doubts.append("The timeline is written with the newest first; its entries are put in the order of time.")
    zero = beginning(text, on.on, day_first=day_first) or stated_times(told, found.date, day_first=day_first).get(
        "started"
    )
    if zero is None and any(row.moment.elapsed is not None for row in rows):
        found.doubts.append("Times are counted from T, and nothing says when T was: midnight is proposed.")
    return dated(rows, base=base, year=year, preamble="\n".join(draft.preamble), zero=zero)


def _opening(laid: Outline) -> str:
    """What is told first: the words above the sections, and the first of those that say what it was."""
    said = [laid.before, *(each for each in laid.sections if meaning(each.title) in OPENING)][:3]
    words = (block.raw for section in said for block in section.blocks[:4] if block.kind == "paragraph")
    return "\n\n".join(words)[:MOST_OPENING]


def _entry(each: Dated) -> Entry:
    row = each.row
    zone = row.moment.zone or row.zone
    return Entry(
        each.at.isoformat(timespec="minutes" if not each.at.second else "seconds"),
        row.markdown,
        zone,
        row.who,
        not each.has_time,
        each.doubt,
    )


def _actions(found: Understood, draft: Draft, text: str, day_first: bool | None) -> list[Action]:
    rows, inferred = with_years(settled(draft.actions, text, day_first=day_first), day(found.date))
    if inferred:
        which = "One deadline names" if inferred == 1 else f"{inferred} deadlines name"
        found.doubts.append(f"{which} no year; the first such day after the incident is proposed.")
    return [_action(each) for each in rows]


def _action(each: Promise) -> Action:
    text = each.text if each.text.strip() != each.title else ""
    group = f"{each.group}: " if each.group and len(each.group) < 60 else ""
    more = "\n\n".join(filter(None, [f"{group.rstrip(': ')}" if group else "", text]))
    return Action(
        each.title or plain(each.text)[:200],
        more,
        each.owner,
        each.due.isoformat() if each.due else "",
        each.due_words,
        each.state,
        each.priority,
        each.ticket,
        each.ticket_url,
    )


def _times(
    found: Understood, told: dict[str, str], entries: Sequence[Dated], draft: Draft, day_first: bool | None
) -> None:
    """What is stated counts; words of entries fill the rest, and are named as guesses."""
    known: dict[str, datetime] = stated_times(told, found.date, day_first=day_first)
    timed = [(each.at, each.row.markdown) for each in entries if each.has_time]
    for name, at in guessed(timed).items():
        if name not in known:
            known[name] = at
            found.guessed.append(name)
    found.milestones = {name: at.isoformat(timespec="minutes") for name, at in known.items()}
