"""The entries of a timeline, written as a table, as bullets, as headings or as plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from exchange.reading.blocks import Block
from exchange.reading.items import Item, items
from exchange.reading.moments import SYMBOLS, Moment, leading, within
from exchange.reading.plain import plain
from exchange.reading.timetable import table_rows
from exchange.reading.updates import closing_moment, heading_update
from exchange.reading.zones import ZONE, known

# An item that names its time at its end is short.
MOST_LABEL = 90
DOTTED = re.compile(
    r"^((?:\s*(?:[-*+|]|#+|\d{1,2}[.)])\s+)?[*_`\[(]*(?:kl\.?\s|klo\s|alle\s|ore\s)?(?:[01]?\d|2[0-3]))\.([0-5]\d)"
    r"(?=[*_`\])]*\s*(?:[-–—:|]|$|\s[^\W\d]))",
    re.MULTILINE,
)
LEAST_DOTTED = 2
ONLY_ZONE = re.compile(rf"[\s*_`(\[]*(?:(?:all )?times (?:in|are) )?({ZONE})[\s*_`)\].:]*", re.IGNORECASE)
SIGNS = re.compile(rf"[{SYMBOLS}]+|:[a-z][a-z0-9_+-]{{1,30}}:")
IMAGE = re.compile(r"^\s*(?:!\[|\[!\[|<img\b)", re.IGNORECASE)


@dataclass
class Row:
    """One entry as found: its moment, and its words in Markdown."""

    moment: Moment
    text: str
    form: str
    who: str = ""
    zone: str = ""
    pieces: list[str] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        return "\n\n".join(filter(None, [self.text.strip(), *self.pieces]))


@dataclass
class Timeline:
    """`rest` are the blocks that belong to no entry; `zone` is one that a header names."""

    rows: list[Row] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    zone: str = ""


def timeline(found: Sequence[Block], *, day_first: bool | None, titled: bool = False) -> Timeline:
    """`titled`: the section says that it is one, so that sentences which begin with a time are entries too."""
    made = _read(_coloned(found) if titled else found, day_first, titled)
    if made.rows or not titled:
        return made
    opened = _read(_opened(found), day_first, titled)
    return opened if opened.rows else made


def _read(found: Sequence[Block], day_first: bool | None, titled: bool) -> Timeline:
    reader = _Reader(day_first, titled)
    for place, block in enumerate(found):
        reader.take(block, found[place + 1 :])
    return reader.finished()


def _coloned(found: Sequence[Block]) -> Sequence[Block]:
    """ "13.20 – …" is a time where several lines begin so."""
    if sum(len(DOTTED.findall(block.raw)) for block in found) < LEAST_DOTTED:
        return found
    return [
        replace(block, raw=DOTTED.sub(r"\1:\2", block.raw), words=DOTTED.sub(r"\1:\2", block.words)) for block in found
    ]


def _opened(found: Sequence[Block]) -> list[Block]:
    """A list of times that somebody put in a fence to keep its columns."""
    return [replace(block, kind="paragraph", raw=_inside(block)) if block.kind == "fence" else block for block in found]


def _inside(fence: Block) -> str:
    return "\n".join(line.strip() for line in fence.raw.split("\n")[1:-1] if line.strip())


class _Reader:
    def __init__(self, day_first: bool | None, titled: bool) -> None:
        self.day_first, self.titled, self.made = day_first, titled, Timeline()
        self.current: Row | None = None

    def take(self, block: Block, after: Sequence[Block]) -> None:
        doors = {"heading": self._heading, "list": self._list, "table": self._table, "paragraph": self._paragraph}
        door = doors.get(block.kind)
        if door is None or not door(block):
            self._attach(block, after)

    def finished(self) -> Timeline:
        """A day that only says on which day the next ones are is no entry, but their date."""
        rows: list[Row] = []
        for place, row in enumerate(self.made.rows):
            following = self.made.rows[place + 1] if place + 1 < len(self.made.rows) else None
            is_day = row.moment.clock is None and self._is_bare(row)
            if is_day and following is not None and following.moment.found is None:
                following.moment = Moment(
                    following.moment.start, following.moment.end, row.moment.found, following.moment.clock
                )
            elif row.markdown.strip():
                rows.append(row)
            else:
                self.made.rest.append(Block("paragraph", row.moment.found.written if row.moment.found else "", 0))
        self.made.rows = rows
        return self.made

    def _is_bare(self, row: Row) -> bool:
        """Nothing but a day, or a day and the zone of what follows."""
        said = row.markdown.strip()
        if said and (zone := ONLY_ZONE.fullmatch(said)) and known(zone[1]):
            self.made.zone = self.made.zone or zone[1]
            return True
        return not said

    def _heading(self, block: Block) -> bool:
        moment = leading(block.words, day_first=self.day_first)
        if moment is None and (update := heading_update(block.words, day_first=self.day_first)):
            self._begin(update, plain(block.words)[: update.start].strip(" –—-,:|(@"), "heading")
            return True
        if moment is None:
            self.current = None
            self.made.rest.append(block)
            return True
        self._begin(moment, block.words[moment.end :].strip(" #*_`"), "heading")
        return True

    def _list(self, block: Block) -> bool:
        rows = items(block.raw)
        timed = [each for row in rows for each in row.walk() if leading(each.text, day_first=self.day_first)]
        if not timed:
            return self._labelled(rows) if self.current is None or self.current.form == "label" else False
        before = self.current
        for row in rows:
            self._item(row, before)
        return True

    def _labelled(self, rows: Iterable[Item]) -> bool:
        """Bullets that name their time at the end, or somewhere in a list of which most do."""
        rows = list(rows)
        found = [(row, within(row.text, day_first=self.day_first)) for row in rows if len(row.text) <= MOST_LABEL]
        hits = [(row, moment) for row, moment in found if moment is not None]
        if not hits or len(hits) * 2 < len(rows):
            return False
        for row in rows:
            moment = next((moment for each, moment in hits if each is row), None)
            if moment is None:
                self._loose(row)
                continue
            text = f"{row.text[: moment.start]}{row.text[moment.end :]}".strip(" :-–—*_,")
            self._begin(moment, text or plain(row.text), "label").pieces += [each.raw for each in row.items]
        return True

    def _item(self, item: Item, before: Row | None) -> None:
        moment = leading(item.text, day_first=self.day_first)
        nested = [
            each for each in item.items if any(leading(sub.text, day_first=self.day_first) for sub in each.walk())
        ]
        if moment is None:
            if nested:
                self.made.rest.append(Block("paragraph", item.text, 0))
            else:
                self._loose(item)
        else:
            row = self._begin(moment, _after(item.text, moment), "bullet")
            below = [each for each in item.items if each not in nested]
            if below:
                row.pieces.append("\n".join(f"- {each.raw}".replace("\n- ", "\n  - ") for each in below))
        for each in nested:
            self._item(each, before)
        if nested and moment is None:
            for each in item.items:
                if each not in nested:
                    self._loose(each)

    def _loose(self, item: Item) -> None:
        """A bullet without a time says more of the one above it."""
        if self.current is not None:
            self.current.pieces.append(f"- {item.raw}")
        else:
            self.made.rest.append(Block("list", f"- {item.raw}", 0))

    def _table(self, block: Block) -> bool:
        found = table_rows(block.raw, day_first=self.day_first)
        if found is None:
            return False
        self.made.zone = self.made.zone or found.zone
        for moment, text, who, zone in found.rows:
            if moment is None:
                if self.current is not None and self.current.form == "table":
                    self.current.pieces.append(text)
                else:
                    self.made.rest.append(Block("paragraph", text, block.line))
            else:
                row = self._begin(moment, text, "table")
                row.who, row.zone = who, zone
        self.current = None
        return True

    def _paragraph(self, block: Block) -> bool:
        if closed := closing_moment(block.raw, day_first=self.day_first):
            self._begin(closed[1], closed[0], "line")
            self.current = None
            return True
        lines = block.raw.split("\n")
        heads = [leading(line, day_first=self.day_first) for line in lines]
        if heads[0] is None or not (_is_head(lines[0], heads[0]) or (self.titled and heads[0].clock)):
            return False
        if not _is_head(lines[0], heads[0]):
            # The whole sentence is kept: its time is part of it.
            self._begin(heads[0], block.raw, "line")
            return True
        for line, head in zip(lines, heads, strict=True):
            if head is not None and _is_head(line, head):
                self._begin(head, _after(line, head), "line")
            elif self.current is not None:
                self.current.text = f"{self.current.text}\n{line.strip()}".strip()
        return True

    def _begin(self, moment: Moment, text: str, form: str) -> Row:
        self.current = Row(moment, text.strip(), form)
        self.made.rows.append(self.current)
        return self.current

    def _attach(self, block: Block, after: Sequence[Block]) -> None:
        """What follows an entry is part of it: always below a heading or a line, else pictures, logs and quotes."""
        row = self.current
        shows = block.kind in ("fence", "quote") or bool(IMAGE.match(block.raw))
        if block.kind in ("links", "rule") or row is None or (row.form in ("bullet", "label") and not shows):
            self.made.rest.append(block)
            return
        row.pieces.append(block.raw)


def _is_head(line: str, moment: Moment) -> bool:
    """A line that is about a moment, and not a sentence that happens to begin with one."""
    if moment.clock is None:
        rest = line[moment.end :]
        return (
            len(rest) < 2
            or bool(ONLY_ZONE.fullmatch(rest))
            or line[: moment.end].rstrip(" *_").endswith((":", "-", "–", "—"))
        )
    rest = line[moment.end :]
    return not re.search(r"\w", line[: moment.start]) or rest[:1].isupper() or not rest


def _after(text: str, moment: Moment) -> str:
    """What follows the moment, with the bold it stood in closed again."""
    head, rest = text[: moment.end], text[moment.end :]
    for mark in ("**", "__", "`"):
        if head.count(mark) % 2 and rest.count(mark) % 2:
            rest = rest.rstrip()
            rest = rest[: -len(mark)] if rest.endswith(mark) else mark + rest
    signs = SIGNS.findall(text[: moment.start])
    return " ".join([*signs, rest.strip()]).strip()
