"""The action items of a text, from tables, check boxes, bullets, numbered headings, with owners and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from exchange.reading.action_table import table_actions
from exchange.reading.blocks import Block, blocks
from exchange.reading.items import Item, items
from exchange.reading.plain import plain
from exchange.reading.promise import LEAD, Promise, promise

NOTHING = re.compile(
    r"^(?:n/?a|none|nothing|tbd|tba|todo|no action(?: items?)?(?: needed| required)?|keine|-+|–|\.+)[.!]?$", re.I
)
NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[a-z])[.)]\s+|^\s*(?:AI|action|item)[\s#-]*\d+\b[:.)]?\s*", re.I)
LEAST_LED = 2
OWNED = re.compile(r"(?:`?@[\w.-]+`?|\bowner\b)", re.I)


@dataclass
class Found:
    """`rest` are blocks that promise nothing: they stay the section's text."""

    rows: list[Promise] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)


def actions(section: Sequence[Block], *, day_first: bool | None) -> Found:
    made = Found()
    for heading, body in _parts(section):
        _part(made, heading, body, day_first)
    return made


def _parts(section: Sequence[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    heading: Block | None = None
    body: list[Block] = []
    for block in section:
        if block.kind == "heading":
            if heading is not None or body:
                yield heading, body
            heading, body = block, []
        else:
            body.append(block)
    if heading is not None or body:
        yield heading, body


def _part(made: Found, heading: Block | None, body: list[Block], day_first: bool | None) -> None:
    """A heading above items names their group; one that is numbered or names an owner is an action itself."""
    if heading is not None and _is_action(heading, body):
        rows = promise(_unnumbered(heading.words), day_first=day_first)
        said = "\n\n".join(block.raw for block in body)
        made.rows.append(rows.with_more(said))
        return
    group = plain(heading.words) if heading is not None else ""
    before = len(made.rows)
    rest: list[Block] = []
    for block in body:
        if not _block(made, block, group, day_first):
            rest.append(block)
    if len(made.rows) == before and sum(1 for block in rest if _is_led(block)) >= LEAST_LED:
        made.rows += [promise(block.raw, day_first=day_first, group=group) for block in rest if _is_led(block)]
        rest = [block for block in rest if not _is_led(block)]
    if heading is not None and (rest or len(made.rows) == before):
        made.rest.append(heading)
    made.rest += rest


def _is_led(block: Block) -> bool:
    """A paragraph whose first sentence is bold, as some houses write one action after the other."""
    found = LEAD.match(block.raw) if block.kind == "paragraph" else None
    return found is not None and len(found[1]) > 12 and bool(block.raw[found.end() :].strip())


def _is_action(heading: Block, body: Sequence[Block]) -> bool:
    if not body:
        return bool(NUMBERED.match(heading.words))
    listed = any(block.kind in ("list", "table") for block in body)
    return not listed and bool(NUMBERED.match(heading.words) or OWNED.search(heading.words))


def _unnumbered(words: str) -> str:
    return NUMBERED.sub("", words, count=1)


def _block(made: Found, block: Block, group: str, day_first: bool | None) -> bool:
    """Whether the block was nothing but actions."""
    if block.kind == "table":
        found = table_actions(block.raw, group, day_first=day_first)
        made.rows += found or []
        return found is not None
    if block.kind != "list":
        return False
    rows = _flattened(_gathered(items(block.raw)), group)
    kept = [(group, item) for group, item in rows if plain(item.text) and not NOTHING.match(plain(item.text))]
    made.rows += [_of(item, group, day_first) for group, item in kept]
    for _, item in rows:
        if NOTHING.match(plain(item.text)):
            made.rest += blocks(f"- {item.raw}", block.line)
    return True


def _gathered(found: Sequence[Item]) -> list[Item]:
    """Bullets between numbered items say more of the item above them, though nobody indented them."""
    numbered = [item for item in found if item.marker[0].isdigit()]
    if not numbered or len(numbered) == len(found) or not found[0].marker[0].isdigit():
        return list(found)
    for item in found:
        if item.marker[0].isdigit():
            last = item
        else:
            last.items.append(item)
    return numbered


def _flattened(found: Sequence[Item], group: str) -> list[tuple[str, Item]]:
    """Bullets that only name a group, `- **Monitoring**:`, stand for the items below them."""
    rows: list[tuple[str, Item]] = []
    for item in found:
        if item.items and _is_group(item):
            rows += _flattened(item.items, plain(item.text).rstrip(":"))
        else:
            rows.append((group, item))
    return rows


def _is_group(item: Item) -> bool:
    words = plain(item.text)
    return item.box is None and len(words) < 60 and "\n" not in item.text and words.endswith(":")


def _of(item: Item, group: str, day_first: bool | None) -> Promise:
    found = promise(item.text, day_first=day_first, group=group, box=item.box)
    if item.items:
        found = _with_fields(found, promise("\n".join(each.text for each in item.items), day_first=day_first))
    return found.with_more("\n".join(f"- {each.raw}" for each in item.items))


def _with_fields(found: Promise, below: Promise) -> Promise:
    """Owner, deadline and ticket may stand in bullets of their own below the item."""
    return replace(
        found,
        owner=found.owner or below.owner,
        due=found.due or below.due,
        due_words=found.due_words or below.due_words,
        ticket=found.ticket or below.ticket,
        ticket_url=found.ticket_url or below.ticket_url,
        state=below.state if found.state == "todo" else found.state,
    )
